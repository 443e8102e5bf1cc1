"""A trace function that is still set when the program ends is called for the program's exit functions, and for nothing else."""

import atexit
import sys

print("threading" in sys.modules)


def tell(frame, event, arg):
    sys.stdout.write(f"{event} {frame.f_code.co_name}\n")


@atexit.register
def at_exit():
    print("at exit")


def called():
    print("called")


sys.settrace(tell)
called()
