"""A module without coroutines, for lock_in_another_module.py."""

import threading
import time

lock = threading.Lock()


def rebuild():
    with lock:
        time.sleep(60)


def read():
    with lock:
        return 1
