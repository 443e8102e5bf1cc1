"""The name of the file is gone from the program's module when the program has ended: for threads, hooks and functions at exit."""

import sys, atexit, threading, time


def show(w):
    print(w, "__file__" in globals(), "__cached__" in globals(), "__name__" in globals(), "__spec__" in globals())


atexit.register(show, "atexit")


def hook(*a):
    show("hook")


sys.excepthook = hook


class D:
    def __del__(self):
        show("del")


d = D()
threading.Thread(target=lambda: (time.sleep(0.1), show("thread"))).start()
show("start")

1 / 0
