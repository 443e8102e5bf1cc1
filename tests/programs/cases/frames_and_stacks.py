"""sys._getframe, tracebacks by hand and sys.exc_info."""

import sys
import traceback


def depth():
    frame, n = sys._getframe(), 0
    while frame:
        frame, n = frame.f_back, n + 1
    return n


def outer():
    return (lambda: depth())()


print(depth(), outer(), [depth() for _ in range(1)][0] >= 2)


def fail(n):
    here = n
    if n:
        return fail(n - 1)
    raise KeyError(here)


try:
    fail(2)
except KeyError:
    kind, value, tb = sys.exc_info()
    print(kind.__name__, value, [(f.name, f.lineno, f.line) for f in traceback.extract_tb(tb)])
    while tb.tb_next:
        tb = tb.tb_next
    print(tb.tb_frame.f_locals, tb.tb_lineno, tb.tb_frame.f_code.co_name)
print(sys.exc_info())


def print_stack():
    traceback.print_stack(file=sys.stdout)


print_stack()
sys.excepthook = lambda kind, value, tb: print("hook", kind.__name__, value, traceback.extract_tb(tb)[-1].name)
fail(1)
