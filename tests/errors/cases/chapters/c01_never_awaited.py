A coroutine that nobody awaits.
#: qualname
class A:
    async def m(self): pass
A().m()
#: line-of-death
async def f(): pass
c = f()
x = 1
c = None
print("after")
#: closed-before-start
async def f(): pass
f().close()
print("silent")
#: thrown-before-start
async def f(): pass
c = f()
try: c.throw(KeyError("k"))
except KeyError as e: print(repr(e))
del c
#: async-generator-silent
async def g(): yield
g()
print("silent")
#: origin
import sys
sys.set_coroutine_origin_tracking_depth(3)
async def f(): pass
def make(): return f()
def outer(): return make()
outer()
#: origin-depth-negative
import sys
sys.set_coroutine_origin_tracking_depth(-1)
#: origin-in-debug-loop
import asyncio
async def f(): pass
async def main():
    f()
asyncio.run(main(), debug=True)
#: at-exit
async def f(): pass
c = f()
#: asend
async def g(): yield 1
g().asend(None)
i = g()
i.asend(None)
del i
#: athrow
async def g(): yield 1
g().athrow(KeyError)
#: aclose
async def g(): yield 1
g().aclose()
#: anext
async def g(): yield 1
g().__anext__()
anext(g())
#: as-error | -W error
async def f(): pass
f()
print("goes on")
#: always-true
async def is_ok(): return False
if is_ok(): print("true")
#: filter-keeps-all
async def odd(x): return x % 2
print(list(filter(odd, [1, 2, 3])))
#: sorted-by-coroutine
async def key(x): return x
sorted([2, 1], key=key)
#: async-init
class A:
    async def __init__(self): pass
A()
#: async-bool
class A:
    async def __bool__(self): return True
if A(): pass
#: async-len
class A:
    async def __len__(self): return 1
len(A())
#: async-str
class A:
    async def __str__(self): return ""
print(A())
#: async-iter
class A:
    async def __iter__(self): yield 1
for x in A(): pass
#: async-enter
class A:
    async def __enter__(self): return 1
    async def __exit__(self, *a): pass
with A() as x: print(type(x))
#: to-thread
import asyncio
async def f(): return 1
async def main():
    c = await asyncio.to_thread(f)
    print(type(c).__name__)
    print(await c)
asyncio.run(main())
#: call-soon
import asyncio
async def f(): pass
async def main():
    asyncio.get_running_loop().call_soon(f)
asyncio.run(main(), debug=True)
#: run-in-executor
import asyncio
async def f(): pass
async def main():
    asyncio.get_running_loop().run_in_executor(None, f)
asyncio.run(main(), debug=True)
#: call-at
import asyncio
async def f(): pass
async def main():
    asyncio.get_running_loop().call_at(0, f)
asyncio.run(main(), debug=True)
#: kept-by-traceback
async def f(): pass
def g():
    c = f()
    1 / 0
try: g()
except ZeroDivisionError as e: kept = e
print("before")
del kept
print("after")
#: kept-by-cycle
import gc
async def f(): pass
class A: pass
a = A()
a.me, a.c = a, f()
del a
print("before")
gc.collect()
print("after")
#: missing-await-in-gather
import asyncio
async def f(): return 1
async def main():
    x = f()
    return x + 1
asyncio.run(main())
#: iterated
async def f(): pass
for x in f(): pass
#: unpacked
async def f(): return 1, 2
a, b = f()
#: subscripted
async def f(): return [1]
f()[0]
#: attribute
async def f(): return "a"
f().upper()
#: called
async def f(): return print
f()()
#: in-fstring
import re
async def f(): pass
print(re.sub("0x.*", "", f"{f()}"))
#: with-statement
async def f(): pass
with f(): pass
#: compared
async def f(): pass
f() < 1
#: joined
async def f(): return "a"
"".join([f()])
#: json
import json
async def f(): pass
json.dumps(f())
#: died-in-failing-statement-of-function
async def f(): pass
def g():
    x = 1
    for x in f():
        pass
try: g()
except TypeError as e: print(e)
#: died-in-failing-lambda
async def f(): pass
g = lambda: [
    x for x in
    f()]
try: g()
except TypeError as e: print(e)
#: died-in-failing-class
async def f(): pass
try:
    class C:
        a, b = f()
except TypeError as e: print(e)
#: died-in-failing-coroutine
import asyncio
async def f(): pass
async def main():
    await asyncio.sleep(0)
    a, b = f()
asyncio.run(main())
#: died-in-failing-generator
async def f(): pass
def g():
    yield 1
    with f(): pass
list(g())
#: iterable-dies-at-start
class A:
    def __iter__(self): return iter([1])
    def __del__(self): print("iterable dies")
for x in A(): print("body")
for x, y in [(A(), 1)]: pass
#: exit-result-not-asked
class B:
    def __bool__(self): raise ValueError("asked")
class M:
    def __enter__(self): pass
    def __exit__(self, *a): return B()
def g():
    with M(): yield 1
print(list(g()))
with M(): pass
#: dies-with-function
async def f(): pass
def g():
    c = f()
    d = 1
    return d

g()
#: dies-with-function-of-arguments
async def f(): pass
def g(a, *, b=2):
    c = f()
    return a

g(
  1)
