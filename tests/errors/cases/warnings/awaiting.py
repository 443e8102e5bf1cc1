Coroutines never awaited, and what dies unnoticed.
#: expression
async def f(): pass
f()
#: assigned
async def f(): pass
x = f()
x = None
#: deleted
async def f(): pass
x = f()
del x
#: method
class A:
    async def m(self): pass
A().m()
#: in-function
async def f(): pass
def g():
    c = f()
    print("in g")
g()
#: at-exit
async def f(): pass
x = f()
#: at-exit-several
async def f(): pass
async def g(): pass
x = [f(), g()]
#: in-coroutine
import asyncio
async def f(): pass
async def main():
    f()
    await asyncio.sleep(0)
asyncio.run(main())
#: in-loop-once
async def f(): pass
for i in range(3):
    f()
#: two-lines
async def f(): pass
f()
f()
#: nested-call
import asyncio
async def f(): pass
def g(x): pass
async def main():
    g(f())
    g(
        f()
    )
asyncio.run(main())
#: comprehension
async def f(): pass
[f() for x in [1]]
#: condition
async def f(): return False
if f():
    print("always true")
#: filter
async def f(x): return False
print(len(list(filter(f, [1, 2]))))
#: sorted
async def f(x): return x
sorted([1, 2], key=f)
#: init
class A:
    async def __init__(self): pass
A()
#: bool
class A:
    async def __bool__(self): pass
if A(): pass
#: closed
async def f(): pass
c = f()
c.close()
#: thrown
async def f(): pass
c = f()
try:
    c.throw(ValueError)
except ValueError:
    print("thrown")
#: generator-silent
def g(): yield
g()
#: async-generator-silent
async def g(): yield
g()
#: asend
async def g(): yield
g().asend(None)
#: athrow
async def g(): yield
g().athrow(ValueError)
#: aclose
async def g(): yield
g().aclose()
#: anext
async def g(): yield
g().__anext__()
#: origin
import sys
sys.set_coroutine_origin_tracking_depth(5)
async def f(): pass
def make():
    return f()
make()
#: origin-one
import sys
sys.set_coroutine_origin_tracking_depth(1)
async def f(): pass
def make():
    return f()
make()
#: origin-bad
import sys
sys.set_coroutine_origin_tracking_depth(-1)
#: as-error | -W error
async def f(): pass
f()
print("after")
#: as-error-in-function | -W error
async def f(): pass
def g():
    f()
    print("after")
g()
#: as-error-at-exit | -W error
async def f(): pass
x = f()
#: ignored | -W ignore
async def f(): pass
f()
#: once-always | -W always
async def f(): pass
for i in range(2): f()
#: dev-mode | -X dev
import asyncio
async def f(): pass
async def main():
    f()
asyncio.run(main())
#: tracemalloc | -X tracemalloc=5
async def f(): pass
def g():
    f()
g()
#: cycle
import gc
async def f(x): pass
def g():
    a = []
    a.append(f(a))
g()
print("before")
gc.collect()
print("after")
#: kept-by-traceback
async def f(): pass
def g():
    c = f()
    1 / 0
try:
    g()
except ZeroDivisionError:
    print("handled")
print("after")
#: await-missing-types
import asyncio
async def f(): return 1
async def main():
    return f() + 1
asyncio.run(main())
#: create-task-refused
import asyncio
async def f(): pass
async def main():
    tg = asyncio.TaskGroup()
    tg.create_task(f())
asyncio.run(main())
#: run-refused
import asyncio
async def f(): pass
async def main():
    asyncio.run(f())
asyncio.run(main())
#: aiter-coroutine
async def main():
    class A:
        async def __aiter__(self): pass
    async for x in A(): pass
main().send(None)
#: warn-stacklevel
import warnings
def f():
    warnings.warn("one")
    warnings.warn("two", stacklevel=2)
    warnings.warn("three", DeprecationWarning, stacklevel=3)
def g():
    f()
g()
warnings.warn("x", stacklevel=10)
#: deprecated-module
import sys
import warnings

warnings.simplefilter("always")


def again():
    del sys.modules["old"]
    __import__("old")
    with warnings.catch_warnings(record=True) as found:
        del sys.modules["old"]
        import old
    print([(each.filename[-7:], each.lineno) for each in found])


import old

again()
#+ old.py
import warnings

warnings.warn("old is deprecated", DeprecationWarning, stacklevel=2)

#: warn-in-generator
import warnings
def g():
    warnings.warn("in g", stacklevel=1)
    yield
    warnings.warn("resumed", stacklevel=2)
list(g())
#: warn-in-class
import warnings
class A:
    warnings.warn("in a body", stacklevel=1)
    x = [warnings.warn("in a comprehension") for i in [1]]
#: warn-native
import datetime
datetime.datetime.utcnow()
#: warn-in-coroutine
import asyncio, warnings
async def f():
    warnings.warn("in f")
    await asyncio.sleep(0)
    warnings.warn("again", stacklevel=2)
async def main():
    await f()
asyncio.run(main())
#: warn-as-error | -W error
import warnings
def f():
    warnings.warn("one")
f()
#: warn-explicit
import warnings
warnings.warn_explicit("m", UserWarning, "file.py", 3)
#: warn-bad-category
import warnings
warnings.warn("m", int)
#: resource | -X dev
def f():
    x = open(__file__)
f()
#: showwarning
import warnings
def show(message, category, filename, lineno, file=None, line=None):
    print(category.__name__, message, lineno)
warnings.showwarning = show
async def f(): pass
f()
#: bool-invert
~True
#: at-exit-with-origin
import sys
sys.set_coroutine_origin_tracking_depth(2)
async def f(): pass
c = f()
#: bool-invert-everywhere | -W always
x = ~True
def f(): return ~False
print(x, f(), ~1, ~-1)
y = True
~y
