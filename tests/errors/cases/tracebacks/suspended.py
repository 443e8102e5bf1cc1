Through generators, coroutines, asynchronous generators.
#: generator
def g():
    yield 1
    1 / 0
for x in g():
    print(x)
#: generator-next
def g():
    x = yield 1
    x.nothing
i = g()
next(i)
next(i)
#: generator-send
def g():
    while True:
        x = 1 / (yield)
i = g()
next(i)
i.send(0)
#: generator-yield-expression-fails
def g():
    yield 1 / 0
list(g())
#: generator-multi-line-yield
def g():
    x = yield (
        1)
    y = [
        (yield x),
        nothing,
    ]
list(g())
#: generator-throw
def g():
    yield 1
    x = [(yield 2)]
i = g()
next(i)
next(i)
i.throw(ValueError("thrown"))
#: generator-throw-class
def g():
    yield 1
i = g()
next(i)
i.throw(ValueError)
#: generator-throw-unstarted
def g():
    yield 1
i = g()
i.throw(ValueError("thrown"))
#: generator-throw-finished
def g():
    yield 1
i = g()
list(i)
i.throw(ValueError("thrown"))
#: generator-throw-not-exception
def g():
    yield 1
i = g()
i.throw(3)
#: generator-throw-three
import warnings
warnings.simplefilter("ignore")
def g():
    yield 1
i = g()
next(i)
i.throw(ValueError, "text", None)
#: generator-throw-bad-traceback
import warnings
warnings.simplefilter("ignore")
def g():
    yield 1
g().throw(ValueError, "text", 3)
#: generator-throw-caught-and-raised
def g():
    try:
        yield 1
    except ValueError:
        raise KeyError("instead")
i = g()
next(i)
i.throw(ValueError("thrown"))
#: generator-throw-same-twice
def g():
    try:
        yield 1
    except ValueError as e:
        raise e
i = g()
next(i)
i.throw(ValueError("thrown"))
#: generator-stop-iteration
def g():
    yield 1
    raise StopIteration("leaked")
list(g())
#: generator-stop-iteration-next
def g():
    yield next(iter([]))
list(g())
#: generator-stop-iteration-expression
list(next(iter([])) for x in [1])
#: generator-ignores-exit
def g():
    while True:
        try:
            yield 1
        except GeneratorExit:
            pass
i = g()
next(i)
i.close()
#: generator-close-fails
def g():
    try:
        yield 1
    finally:
        1 / 0
i = g()
next(i)
i.close()
#: generator-just-started
def g(): yield
g().send(1)
#: generator-executing
def g():
    next(i)
    yield
i = g()
next(i)
#: generator-executing-close
def g():
    i.close()
    yield
i = g()
next(i)
#: generator-finished-next
def g():
    yield
i = g()
list(i)
next(i)
#: yield-from
def inner():
    yield 1
    raise ValueError("inner")
def outer():
    yield from inner()
list(outer())
#: yield-from-deep
def a(n):
    if n:
        yield from a(n - 1)
    else:
        1 / 0
        yield
list(a(3))
#: yield-from-throw
def inner():
    try:
        yield 1
    finally:
        print("inner finally")
def outer():
    x = (yield from
         inner())
i = outer()
next(i)
i.throw(ValueError("thrown"))
#: yield-from-throw-native
def outer():
    yield from [1, 2]
i = outer()
next(i)
i.throw(ValueError("thrown"))
#: yield-from-send-native
def outer():
    yield from [1, 2]
i = outer()
next(i)
i.send(3)
#: yield-from-not-iterable
def outer():
    yield from 3
list(outer())
#: yield-from-guest-iterator
class I:
    def __iter__(self): return self
    def __next__(self): raise ValueError("next")
def outer():
    yield from I()
list(outer())
#: yield-from-close-fails
class I:
    def __iter__(self): return self
    def __next__(self): return 1
    def close(self): raise ValueError("close")
def outer():
    yield from I()
i = outer()
next(i)
i.close()
#: yield-from-coroutine
async def c(): pass
def outer():
    yield from c()
list(outer())
#: generator-except-context
def g():
    try:
        1 / 0
    except ZeroDivisionError:
        yield 1
        raise ValueError("after")
list(g())
#: generator-bare-raise
def g():
    try:
        1 / 0
    except ZeroDivisionError:
        yield 1
        raise
list(g())
#: generator-finally-context
def g():
    try:
        1 / 0
    finally:
        yield 1
        [][1]
list(g())
#: generator-finally-passes-on
def g():
    try:
        1 / 0
    finally:
        yield 1
list(g())
#: generator-caller-context
def g():
    yield 1
    raise ValueError("in g")
i = g()
next(i)
try:
    1 / 0
except ZeroDivisionError:
    next(i)
#: generator-with
class M:
    def __enter__(self): return 1
    def __exit__(self, *a): print(a[0])
def g():
    with M() as m:
        yield m
        m.nothing
list(g())
#: generator-with-exit-fails
class M:
    def __enter__(self): return 1
    def __exit__(self, *a): 1 / 0
def g():
    with M() as m:
        yield m
        raise KeyError(1)
list(g())
#: generator-for
def g():
    for a, b in [(1, 2), 3]:
        yield a
list(g())
#: generator-for-next-fails
def h():
    yield 1
    1 / 0
def g():
    for a in h():
        yield a
list(g())
#: generator-while
def g():
    n = 2
    while 1 / n:
        yield n
        n -= 1
list(g())
#: generator-if
def g():
    if (yield 1) .nothing:
        pass
list(g())
#: generator-call
def f(a, b): 1 / 0
def g():
    f((yield 1), 2)
list(g())
#: generator-call-multi-line
class A:
    def m(self, x): return self
    def bad(self, x): 1 / 0
def g():
    (A()
     .m((yield 1))
     .bad(
         (yield 2)))
list(g())
#: generator-augmented
def g():
    x = {}
    x["a"] += yield 1
list(g())
#: generator-augmented-type
def g():
    x = "a"
    x += 1 if (yield) is None else 2
list(g())
#: generator-unpack
def g():
    a, b = yield 1
list(g())
#: generator-unpack-targets
def g():
    a, [][(yield 1)] = 1, 2
list(g())
#: generator-store-attribute
def g():
    (1).x = yield
list(g())
#: generator-delete
def g():
    x = [1]
    del x[(yield) or 3]
list(g())
#: generator-assert
def g():
    assert (yield 1), "message"
list(g())
#: generator-compare
def g():
    1 < (yield 1) < 3
list(g())
#: generator-bool-operator
def g():
    (yield 1) or nothing
list(g())
#: generator-conditional
def g():
    1 if (yield 1) else nothing
list(g())
#: generator-display
def g():
    {[]: (yield 1)}
list(g())
#: generator-fstring
def g():
    f"{(yield 1):d}"
list(g())
#: generator-match
def g():
    match (yield 1):
        case int(a, b): pass
        case None if nothing: pass
list(g())
#: generator-import
def g():
    yield 1
    import nothing_of_this_name
list(g())
#: generator-def
def g():
    yield 1
    @nothing
    def f(): pass
list(g())
#: generator-class
def g():
    class A((yield 1)):
        x = 1
list(g())
#: generator-raise
def g():
    raise (yield 1)
list(g())
#: generator-raise-from
def g():
    try:
        yield 1
        1 / 0
    except ZeroDivisionError as e:
        raise ValueError("v") from e
list(g())
#: generator-nested-function
def g():
    def f(): return x
    yield f()
    x = 1
list(g())
#: generator-star
def g():
    print(*[(yield 1), *3])
list(g())
#: generator-return
def g():
    yield 1
    return 1 / 0
list(g())
#: generator-star-except
def g():
    try:
        yield 1
        raise ExceptionGroup("g", [ValueError(1), TypeError(2)])
    except* ValueError as e:
        yield 2
        1 / 0
list(g())
#: coroutine
async def f():
    1 / 0
f().send(None)
#: coroutine-await
import asyncio
async def inner():
    await asyncio.sleep(0)
    raise ValueError("inner")
async def outer():
    await inner()
asyncio.run(outer())
#: coroutine-await-multi-line
import asyncio
async def inner(a, b):
    await asyncio.sleep(0)
    raise ValueError("inner")
async def outer():
    x = [1, await inner(
        1,
        2,
    )]
asyncio.run(outer())
#: coroutine-before-first-await
import asyncio
async def main():
    x = 1
    x.nothing
asyncio.run(main())
#: coroutine-await-bad
import asyncio
async def main():
    x = 1 + await 3
asyncio.run(main())
#: coroutine-await-none
import asyncio
def f(): pass
async def main():
    await f()
asyncio.run(main())
#: coroutine-await-bad-iterator
class A:
    def __await__(self): return 3
async def main():
    await A()
main().send(None)
#: coroutine-await-guest
class A:
    def __await__(self):
        yield 1
        1 / 0
async def main():
    await A()
c = main()
c.send(None)
c.send(None)
#: coroutine-await-fails
class A:
    def __await__(self): raise ValueError("no")
async def main():
    await A()
main().send(None)
#: coroutine-twice
async def f(): pass
c = f()
try:
    c.send(None)
except StopIteration:
    pass
c.send(None)
#: coroutine-twice-await
import asyncio
async def f(): pass
async def main():
    c = f()
    await c
    await c
asyncio.run(main())
#: coroutine-stop-iteration
async def f():
    raise StopIteration(1)
f().send(None)
#: coroutine-stop-iteration-await
async def f():
    raise StopIteration(1)
async def g():
    await f()
g().send(None)
#: coroutine-throw
import types
@types.coroutine
def pause(): yield
async def f():
    await pause()
async def g():
    await f()
c = g()
c.send(None)
c.throw(ValueError("thrown"))
#: coroutine-async-with
import asyncio
class M:
    async def __aenter__(self): pass
    async def __aexit__(self, *a): await asyncio.sleep(0); 1 / 0
async def main():
    async with M():
        raise KeyError(1)
asyncio.run(main())
#: coroutine-async-with-enter
class M:
    async def __aenter__(self): [][1]
    async def __aexit__(self, *a): pass
async def main():
    async with M() as m:
        pass
main().send(None)
#: coroutine-async-with-protocol
async def main():
    async with 3 as m:
        pass
main().send(None)
#: coroutine-async-with-not-awaitable
class M:
    def __aenter__(self): return 1
    async def __aexit__(self, *a): pass
async def main():
    async with M() as m:
        pass
main().send(None)
#: coroutine-async-with-exit-not-awaitable
class M:
    async def __aenter__(self): return 1
    def __aexit__(self, *a): return 3
async def main():
    async with M() as m:
        pass
main().send(None)
#: coroutine-with-sync-manager
import contextlib
async def main():
    async with contextlib.nullcontext(1), contextlib.closing(1) as m:
        pass
main().send(None)
#: coroutine-async-for
async def g():
    yield 1
    1 / 0
async def main():
    async for x in g():
        print(x)
main().send(None)
#: coroutine-async-for-protocol
async def main():
    async for x in [1]:
        pass
main().send(None)
#: coroutine-async-for-not-awaitable
class A:
    def __aiter__(self): return self
    def __anext__(self): return 3
async def main():
    async for x in A():
        pass
main().send(None)
#: coroutine-async-for-no-anext
class A:
    def __aiter__(self): return 3
async def main():
    async for x in A():
        pass
main().send(None)
#: coroutine-async-for-target
async def g():
    yield 3
async def main():
    async for a, b in g():
        pass
main().send(None)
#: coroutine-async-for-body
async def g():
    yield 3
async def main():
    async for a in g():
        a.nothing
main().send(None)
#: coroutine-async-comprehension
async def g():
    yield 3
async def main():
    return [x.nothing async for x in g()]
main().send(None)
#: coroutine-async-comprehension-iterable
async def g():
    yield 3
    1 / 0
async def main():
    return {x async for x in g() if x}
main().send(None)
#: coroutine-comprehension-await
async def f(x): return 1 / x
async def main():
    return [await f(x) for x in [1, 0]]
main().send(None)
#: coroutine-async-generator-expression
async def g():
    yield 3
async def main():
    async for y in (x.nothing async for x in g()):
        pass
main().send(None)
#: async-generator-stop-async-iteration
async def g():
    yield 1
    raise StopAsyncIteration("x")
async def main():
    async for x in g(): pass
main().send(None)
#: async-generator-stop-iteration
async def g():
    yield 1
    next(iter([]))
async def main():
    async for x in g(): pass
main().send(None)
#: async-generator-athrow
import asyncio
async def g():
    yield 1
    yield 2
async def main():
    i = g()
    await i.asend(None)
    await i.athrow(ValueError("thrown"))
asyncio.run(main())
#: async-generator-ignores-exit
import asyncio
async def g():
    while True:
        try: yield 1
        except GeneratorExit: pass
async def main():
    i = g()
    await i.asend(None)
    await i.aclose()
asyncio.run(main())
#: async-generator-running
import asyncio
async def g():
    await asyncio.sleep(0.01)
    yield 1
async def main():
    i = g()
    await asyncio.gather(i.asend(None), i.asend(None))
asyncio.run(main())
#: async-generator-finished
async def g():
    yield 1
async def main():
    i = g()
    async for x in i: pass
    await anext(i)
main().send(None)
#: anext-default
async def g():
    yield 1
async def main():
    await anext(3, None)
main().send(None)
#: asynccontextmanager
import asyncio, contextlib
@contextlib.asynccontextmanager
async def m():
    try:
        yield 1
    except KeyError as e:
        raise ValueError("other")
async def main():
    async with m() as x:
        {}[x]
asyncio.run(main())
#: asynccontextmanager-body
import asyncio, contextlib
@contextlib.asynccontextmanager
async def m():
    yield 1
async def main():
    async with m() as x:
        x.nothing
asyncio.run(main())
#: gather
import asyncio
async def f(x):
    await asyncio.sleep(0)
    return 1 / x
async def main():
    await asyncio.gather(f(1), f(0))
asyncio.run(main())
#: task-group
import asyncio
async def f(x):
    await asyncio.sleep(0)
    return 1 / x
async def main():
    async with asyncio.TaskGroup() as tg:
        tg.create_task(f(0))
        tg.create_task(f("a"))
asyncio.run(main())
#: task-group-body
import asyncio
async def main():
    async with asyncio.TaskGroup() as tg:
        tg.create_task(asyncio.sleep(10))
        nothing
asyncio.run(main())
#: task
import asyncio
async def f(): 1 / 0
async def main():
    t = asyncio.create_task(f())
    await t
asyncio.run(main())
#: timeout
import asyncio
async def main():
    async with asyncio.timeout(0.01):
        await asyncio.sleep(10)
asyncio.run(main())
#: wait-for
import asyncio
async def main():
    await asyncio.wait_for(asyncio.sleep(10), 0.01)
asyncio.run(main())
#: cancelled
import asyncio
async def main():
    t = asyncio.create_task(asyncio.sleep(10))
    await asyncio.sleep(0)
    t.cancel("why")
    await t
asyncio.run(main())
#: cancelled-in-guest
import asyncio
async def f():
    try:
        await asyncio.sleep(10)
    finally:
        print("cleanup")
async def main():
    t = asyncio.create_task(f())
    await asyncio.sleep(0)
    t.cancel("why")
    await t
asyncio.run(main())
#: future-exception
import asyncio
async def main():
    f = asyncio.get_running_loop().create_future()
    f.set_exception(ValueError("set"))
    await f
asyncio.run(main())
#: to-thread
import asyncio
def f(x): return 1 / x
async def main():
    await asyncio.to_thread(f, 0)
asyncio.run(main())
#: run-not-coroutine
import asyncio
async def main(): pass
asyncio.run(main)
#: run-nested
import asyncio
async def main():
    c = asyncio.sleep(0)
    try:
        asyncio.run(c)
    finally:
        c.close()
asyncio.run(main())
#: types-coroutine
import types
@types.coroutine
def f():
    yield 1
    1 / 0
async def main():
    await f()
c = main()
c.send(None)
c.send(None)
#: coroutine-except-context
import asyncio
async def f():
    await asyncio.sleep(0)
    raise KeyError("k")
async def main():
    try:
        1 / 0
    except ZeroDivisionError:
        await f()
asyncio.run(main())
#: coroutine-finally-await
import asyncio
async def main():
    try:
        1 / 0
    finally:
        await asyncio.sleep(0)
asyncio.run(main())
#: coroutine-except-await-raise
import asyncio
async def main():
    try:
        1 / 0
    except ZeroDivisionError:
        await asyncio.sleep(0)
        raise
asyncio.run(main())
#: coroutine-lambda
import asyncio
async def main():
    f = lambda x: x.nothing
    await asyncio.sleep(0)
    f(1)
asyncio.run(main())
#: coroutine-class-method
import asyncio
class A:
    async def m(self):
        await self.n(1)
    async def n(self, x):
        await asyncio.sleep(0)
        raise ValueError(x)
asyncio.run(A().m())
#: coroutine-decorated
import asyncio, functools
def d(f):
    @functools.wraps(f)
    async def wrapper(*a):
        return await f(*a)
    return wrapper
@d
async def f(x): return 1 / x
asyncio.run(f(0))
#: unbound-after-loop-of-awaits
import types
@types.coroutine
def number(n):
    yield
    return n
async def f():
    n = 20
    while await number(n):
        n -= 1
    missing += 1
    missing = 0
coroutine = f()
while True:
    coroutine.send(None)
