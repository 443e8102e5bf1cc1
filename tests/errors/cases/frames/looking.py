No frame but the program's, wherever it looks.
#: traceback-walk
def f(x):
    y = x + 1
    raise ValueError(y)
def g():
    z = "in g"
    f(1)
try:
    g()
except ValueError as e:
    tb = e.__traceback__
    while tb:
        f = tb.tb_frame
        print(f.f_code.co_name, f.f_code.co_qualname, tb.tb_lineno, f.f_lineno, f.f_code.co_firstlineno)
        if f.f_code.co_name != "<module>":
            print(sorted(f.f_locals.items()))
        tb = tb.tb_next
#: format-exc
import traceback
def f(): 1 / 0
try:
    f()
except ZeroDivisionError:
    print(traceback.format_exc())
#: print-exc
import traceback
class A:
    def m(self):
        try:
            [][1]
        except IndexError:
            traceback.print_exc()
A().m()
#: print-stack
import traceback
def f():
    traceback.print_stack()
class A:
    f()
    x = [f() for i in [1]]
(lambda: f())()
#: print-stack-in-generator
import traceback
def g():
    yield traceback.print_stack()
def h():
    yield from g()
list(h())
#: print-stack-in-coroutine
import asyncio, traceback
async def f():
    await asyncio.sleep(0)
    print([s.name for s in traceback.extract_stack() if s.filename == __file__])
async def main(): await f()
asyncio.run(main())
#: extract-tb
import traceback
def f(): 1 / 0
try: f()
except ZeroDivisionError as e:
    for s in traceback.extract_tb(e.__traceback__):
        print(s.name, s.lineno, s.line, s.colno, s.end_colno, s.end_lineno)
#: walk-stack
import traceback
def f():
    print([(frame.f_code.co_name, line) for frame, line in traceback.walk_stack(None)])
f()
#: traceback-exception
import traceback
def f():
    secret = "x"
    1 / 0
try: f()
except ZeroDivisionError as e:
    t = traceback.TracebackException.from_exception(e, capture_locals=True)
    for frame in t.stack:
        print(frame.name, frame.locals and sorted(k for k in frame.locals if k == "secret"))
#: exc-info
import sys
def f():
    try:
        1 / 0
    except ZeroDivisionError:
        kind, value, tb = sys.exc_info()
        print(kind, value, tb.tb_lineno, tb.tb_frame.f_code.co_name, tb.tb_next)
    print(sys.exc_info())
f()
#: exc-info-nested
import sys
try:
    1 / 0
except ZeroDivisionError:
    try:
        [][1]
    except IndexError:
        print(sys.exc_info()[0])
    print(sys.exc_info()[0])
print(sys.exc_info())
#: exc-info-generator
import sys
def g():
    print(sys.exc_info()[0])
    try:
        raise KeyError
    except KeyError:
        yield sys.exc_info()[0]
        print(sys.exc_info()[0])
try:
    1 / 0
except ZeroDivisionError:
    for x in g(): print(x, sys.exc_info()[0])
#: getframe
import sys
def f():
    a = 1
    frame = sys._getframe()
    print(frame.f_code.co_name, frame.f_lineno, sorted(frame.f_locals), frame.f_back.f_code.co_name, frame.f_back.f_lineno)
    print(frame.f_back.f_back)
    print(sys._getframe(1).f_globals is globals())
f()
#: getframe-too-deep
import sys
sys._getframe(5)
#: currentframe
import inspect
def f():
    return inspect.currentframe().f_lineno
print(f())
#: inspect-stack
import inspect
def f():
    for s in inspect.stack():
        print(s.function, s.lineno, s.code_context, s.filename == __file__)
class A:
    def m(self): f()
A().m()
#: inspect-trace
import inspect
def f(): 1 / 0
try: f()
except ZeroDivisionError:
    for s in inspect.trace(): print(s.function, s.lineno)
#: getframeinfo
import inspect
def f():
    print(inspect.getframeinfo(inspect.currentframe())[1:])
f()
#: logging-exception
import logging
logging.basicConfig(format="%(levelname)s %(filename)s %(lineno)d %(funcName)s %(message)s")
def f():
    try:
        1 / 0
    except ZeroDivisionError:
        logging.exception("failed")
f()
#: logging-stack-info
import logging
logging.basicConfig(format="%(levelname)s %(lineno)d %(message)s")
def f():
    logging.warning("here", stack_info=True)
    logging.warning("caller", stacklevel=2)
f()
#: logging-in-coroutine
import asyncio, logging
logging.basicConfig(format="%(funcName)s %(lineno)d %(message)s")
async def f():
    try:
        await asyncio.sleep(0)
        1 / 0
    except ZeroDivisionError:
        logging.exception("in f")
asyncio.run(f())
#: modules-of-made-classes
import collections, enum, typing, dataclasses
P = collections.namedtuple("P", "x")
E = enum.Enum("E", "A B")
T = typing.TypeVar("T")
N = typing.NewType("N", int)
Q = typing.NamedTuple("Q", [("x", int)])
D = typing.TypedDict("D", {"x": int})
M = dataclasses.make_dataclass("M", ["x"])
print(P.__module__, E.__module__, T.__module__, N.__module__, Q.__module__, D.__module__, type("Z", (), {}).__module__)
class C:
    P = collections.namedtuple("P", "x")
    E = enum.Enum("E", "A")
print(C.P.__module__, C.E.__module__, C.E)
def f():
    return collections.namedtuple("P", "x"), typing.TypeVar("T"), enum.Enum("E", "A")
print([x.__module__ for x in f()])
#: post-mortem
import sys
def f(a):
    b = a * 2
    c = [a, b]
    raise ValueError(c)
def g():
    d = 4
    f(d)
try: g()
except ValueError:
    tb = sys.exc_info()[2]
    while tb.tb_next: tb = tb.tb_next
    frame = tb.tb_frame
    while frame:
        print(frame.f_code.co_name, {k: v for k, v in frame.f_locals.items() if k in "abcd"}) if frame.f_code.co_name != "<module>" else None
        frame = frame.f_back
#: excepthook
import sys
def hook(kind, value, tb):
    print("hook", kind.__name__, value)
    while tb:
        print(tb.tb_frame.f_code.co_name, tb.tb_lineno)
        tb = tb.tb_next
sys.excepthook = hook
def f(): 1 / 0
f()
#: excepthook-chains
import sys
def hook(*args):
    print("mine")
    sys.__excepthook__(*args)
sys.excepthook = hook
def f(): 1 / 0
f()
#: excepthook-fails
import sys
def hook(*args): raise KeyError("hook")
sys.excepthook = hook
1 / 0
#: thread
import threading
def f(): 1 / 0
t = threading.Thread(target=f, name="worker")
t.start()
t.join()
print("after")
#: thread-subclass
import threading
class T(threading.Thread):
    def run(self):
        self.g()
    def g(self): raise ValueError("in g")
t = T(name="t")
t.start()
t.join()
#: threading-excepthook
import threading
def hook(args): print(args.exc_type, args.exc_value, args.thread.name)
threading.excepthook = hook
t = threading.Thread(target=lambda: 1 / 0, name="w")
t.start()
t.join()
#: thread-system-exit
import threading
def f(): raise SystemExit(3)
t = threading.Thread(target=f)
t.start()
t.join()
print("alive")
#: executor
import concurrent.futures
def f(x): return 1 / x
with concurrent.futures.ThreadPoolExecutor(1) as pool:
    pool.submit(f, 0).result()
#: unittest-failure
import unittest
class T(unittest.TestCase):
    def test_equal(self):
        self.check(1, 2)
    def check(self, a, b):
        self.assertEqual(a, b)
    def test_error(self):
        {}["k"]
    def test_raises(self):
        with self.assertRaises(ValueError):
            pass
    def test_sub(self):
        for i in range(2):
            with self.subTest(i=i):
                self.assertEqual(i, 5)
class Fixed(unittest.TextTestResult):
    pass
suite = unittest.defaultTestLoader.loadTestsFromTestCase(T)
result = unittest.TestResult()
suite.run(result)
for test, text in result.failures + result.errors:
    print(test.id(), text)
#: unittest-async
import unittest
class T(unittest.IsolatedAsyncioTestCase):
    async def asyncSetUp(self): self.x = 1
    async def test_a(self):
        await self.f()
    async def f(self):
        self.assertEqual(self.x, 2)
result = unittest.TestResult()
unittest.defaultTestLoader.loadTestsFromTestCase(T).run(result)
for test, text in result.failures + result.errors:
    print(test.id(), text)
#: doctest
import doctest
def f(x):
    """
    >>> f(0)
    1
    """
    return 1 / x
doctest.testmod(report=False)
#: rich
import rich.traceback, rich.console
def f(x):
    return 1 / x
def g():
    try:
        f(0)
    except ZeroDivisionError as e:
        t = rich.traceback.Traceback.from_exception(type(e), e, e.__traceback__, show_locals=True)
        for stack in t.trace.stacks:
            print(stack.exc_type, [(frame.name, frame.lineno, sorted(frame.locals or [])) for frame in stack.frames])
        rich.console.Console(width=90, no_color=True).print(t)
g()
#: pytest-style
def check(a, b):
    assert a == b, f"{a} is not {b}"
def test():
    check([1, 2], [1, 3])
import traceback
try: test()
except AssertionError as e:
    frames = traceback.extract_tb(e.__traceback__)
    print([(s.name, s.lineno, s.line) for s in frames])
#: warnings-locations
import warnings
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    def f(): warnings.warn("x", stacklevel=2)
    def g():
        f()
    g()
    [f() for i in [1]]
    class A: f()
print([(w.lineno, w.filename == __file__) for w in caught])
#: contextlib-frames
import contextlib, traceback
@contextlib.contextmanager
def m():
    traceback.print_stack(limit=3)
    yield
with m(): pass
#: property-and-decorators
import traceback, functools
class A:
    @functools.cached_property
    def x(self): return [s.name for s in traceback.extract_stack()]
    @property
    def y(self): return [s.name for s in traceback.extract_stack()]
print(A().x, A().y)
#: frame-locals-of-generator
def g():
    a = 1
    yield
    b = 2
    yield
i = g()
next(i)
print(i.gi_frame.f_locals, i.gi_frame.f_lineno, i.gi_frame.f_code.co_name)
next(i)
print(i.gi_frame.f_locals, i.gi_frame.f_lineno)
#: exception-in-trace-of-class
try:
    class A:
        x = 1
        def f(): pass
        y = x.z
except AttributeError as e:
    tb = e.__traceback__.tb_next
    print(tb.tb_frame.f_code.co_name, sorted(tb.tb_frame.f_locals), tb.tb_lineno)
#: name-error-attributes
try: nothing
except NameError as e: print(e.name)
try: [].nothing
except AttributeError as e: print(e.name, e.obj)
try: import nothing_at_all
except ImportError as e: print(e.name, e.path, e.msg)
try: from os import nothing_at_all
except ImportError as e: print(e.name, e.path == __import__("os").__file__)
def f():
    try: x
    except UnboundLocalError as e: print(e.name)
    x = 1
f()
#: locals-seen-later
def f():
    x = 1
    try: 1 / 0
    except ZeroDivisionError as e: shown = e.__traceback__.tb_frame.f_locals
    x = 2
    print(shown["x"])
f()
#: current-frames
import sys, threading
def f(x):
    frame = sys._current_frames()[threading.get_ident()]
    print(frame.f_code.co_name, frame.f_lineno, frame.f_locals["x"], frame.f_back.f_code.co_name, frame is sys._getframe())
f(5)
#: current-frames-of-threads
import sys, threading, traceback
ready, go = threading.Event(), threading.Event()
def worker(n):
    ready.set()
    go.wait()
t = threading.Thread(target=worker, args=(1,))
t.start()
ready.wait()
while sys._current_frames()[t.ident].f_code.co_name != "wait": pass
frame = sys._current_frames()[t.ident]
while frame.f_code.co_name != "worker": frame = frame.f_back
print(frame.f_lineno, frame.f_locals)
traceback.print_stack(frame)
go.set()
t.join()
#: print-stack-of-library
import functools, sys, traceback
def f(x):
    traceback.print_stack()
    print([line.name for line in traceback.extract_stack()], [line.name for line in traceback.extract_stack(limit=2)])
    print([(frame.f_code.co_name, line) for frame, line in traceback.walk_stack(None)][-1])
    return x
functools.reduce(lambda a, b: f(a + b), [1, 2, 3])
#: logging-in-handler
import logging
def f():
    logging.getLogger("x").error("%d", "no number")
f()
