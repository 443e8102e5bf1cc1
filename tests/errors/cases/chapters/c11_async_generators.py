Async generators, their hooks and their end; finally.
#: dropped-finally
async def g():
    try: yield 1
    finally: print("cleanup")
i = g()
try: i.asend(None).send(None)
except StopIteration: pass
del i
print("after")
#: dropped-finally-awaits
import types
@types.coroutine
def p(): yield
async def g():
    try: yield 1
    finally: await p()
i = g()
try: i.asend(None).send(None)
except StopIteration: pass
del i
print("after")
#: hooks
import sys
def first(i): print("first", i.__name__)
def last(i): print("last", i.__name__)
sys.set_asyncgen_hooks(first, last)
async def g(): yield 1
i = g()
a = i.__anext__()
print("called")
try: a.send(None)
except StopIteration: pass
del i, a
#: hook-fails
import sys
def first(i): raise KeyError("first")
sys.set_asyncgen_hooks(first)
async def g(): yield 1
g().__anext__()
#: finaliser-fails
import sys
def last(i): raise KeyError("last")
sys.set_asyncgen_hooks(finalizer=last)
async def g(): yield 1
i = g()
try: i.__anext__().send(None)
except StopIteration: pass
del i
print("after")
#: hooks-number
import sys
sys.set_asyncgen_hooks(1)
#: break-order
import asyncio
async def g():
    try:
        yield 1
        yield 2
    finally: print("cleanup")
async def main():
    async for x in g(): break
    print("after break")
    await asyncio.sleep(0)
    print("end main")
asyncio.run(main())
#: aclosing
import asyncio, contextlib
async def g():
    try: yield 1
    finally: print("cleanup")
async def main():
    async with contextlib.aclosing(g()) as i:
        async for x in i: break
    print("after")
asyncio.run(main())
#: shutdown-error
import asyncio
async def g():
    try: yield 1
    finally: raise KeyError("at shutdown")
async def main():
    global i
    i = g()
    await anext(i)
asyncio.run(main())
#: shutdown-awaits
import asyncio
async def g():
    try: yield 1
    finally:
        await asyncio.sleep(0)
        print("cleaned")
async def main():
    global i
    i = g()
    await anext(i)
    print("end main")
asyncio.run(main())
#: manager-did-not-yield
import asyncio, contextlib
@contextlib.asynccontextmanager
async def m():
    return
    yield
async def main():
    async with m(): pass
asyncio.run(main())
#: manager-did-not-stop
import asyncio, contextlib
@contextlib.asynccontextmanager
async def m():
    yield 1
    yield 2
async def main():
    async with m(): pass
asyncio.run(main())
#: manager-did-not-stop-after-throw
import asyncio, contextlib
@contextlib.asynccontextmanager
async def m():
    try: yield 1
    except KeyError: yield 2
async def main():
    async with m(): raise KeyError("k")
asyncio.run(main())
#: sync-manager-did-not-yield
import contextlib
@contextlib.contextmanager
def m():
    return
    yield
with m(): pass
#: sync-manager-did-not-stop
import contextlib
@contextlib.contextmanager
def m():
    yield 1
    yield 2
with m(): pass
#: sync-manager-error
import contextlib
@contextlib.contextmanager
def m():
    try: yield 1
    finally: print("cleanup")
with m(): 1 / 0
#: finished-athrow
import asyncio
async def g(): yield 1
async def main():
    i = g()
    async for x in i: pass
    print(await i.aclose())
    print(await i.athrow(KeyError("k")))
asyncio.run(main())
#: task-group-inside
import asyncio
async def g():
    async with asyncio.TaskGroup() as group:
        yield 1
async def main():
    i = g()
    await anext(i)
    await i.aclose()
asyncio.run(main())
#: timeout-inside
import asyncio
async def g():
    async with asyncio.timeout(0.01): yield 1
async def main():
    async for x in g(): await asyncio.sleep(1)
asyncio.run(main())
#: return-in-finally
def f():
    try: 1 / 0
    finally: return "swallowed"
print(f())
#: return-in-finally-cancelled
import asyncio
async def f():
    try: await asyncio.sleep(1)
    finally: return "swallowed"
async def main():
    t = asyncio.create_task(f())
    await asyncio.sleep(0)
    t.cancel()
    print(await t)
asyncio.run(main())
#: break-in-finally
def f():
    for x in [1]:
        try: 1 / 0
        finally: break
    print("out")
f()
#: raise-in-finally
def f():
    try: 1 / 0
    finally: raise KeyError("second")
f()
#: await-in-finally-after-close
import types
@types.coroutine
def p(): yield
async def f():
    try: await p()
    finally: await p()
c = f()
c.send(None)
c.close()
#: yield-in-with
import contextlib
@contextlib.contextmanager
def m():
    try: yield
    except BaseException as e: print(repr(e)); raise
def g():
    with m(): yield 1
i = g()
next(i)
i.throw(ValueError("v"))
