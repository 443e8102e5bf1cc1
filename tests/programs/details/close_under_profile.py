"""``close`` of a generator that sees nothing of it runs it all the same while somebody traces."""

import sys


def generator():
    yield 1


def tell(frame, event, arg):
    if frame.f_code.co_filename == __file__ and event in ("call", "return"):
        seen.append((event, frame.f_code.co_name, arg))


seen = []
suspended = generator()
next(suspended)
sys.setprofile(tell)
suspended.close()
sys.setprofile(None)
print(seen)
try:
    generator().gi_frame.f_lineno = 3
except ValueError as error:
    print(error)
print(type(__builtins__.__class__).__name__, suspended.gi_frame)
