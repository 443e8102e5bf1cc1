"""The frame of a closed generator keeps its variables until it is cleared."""

import sys


class Held:
    def __del__(self):
        print("freed")


def generator(held):
    try:
        yield
    finally:
        x = 1
        print("closed", x)


it = generator(Held())
next(it)
frame = it.gi_frame
it.close()
if sys.version_info[:3] != (3, 13, 0):  # it crashes
    print(sorted(frame.f_locals))
    frame.clear()
print(frame.f_locals)
