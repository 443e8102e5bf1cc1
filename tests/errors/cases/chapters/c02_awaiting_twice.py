Awaiting what has been awaited.
#: after-return
import asyncio
async def f(): return 1
async def main():
    c = f()
    await c
    await c
asyncio.run(main())
#: after-raise
import asyncio
async def f(): raise KeyError
async def main():
    c = f()
    try: await c
    except KeyError: pass
    await c
asyncio.run(main())
#: after-close
async def f(): pass
c = f()
c.close()
print(c.close())
c.send(None)
#: throw-after-close
async def f(): pass
c = f()
c.close()
c.throw(KeyError)
#: awaited-already
import asyncio
async def f(): await asyncio.sleep(0)
async def g(c): await c
async def main():
    c = f()
    t = asyncio.create_task(g(c))
    await asyncio.sleep(0)
    await c
asyncio.run(main())
#: two-tasks
import asyncio
async def f(): await asyncio.sleep(0)
async def main():
    c = f()
    print(await asyncio.gather(asyncio.create_task(c), asyncio.create_task(c), return_exceptions=True))
asyncio.run(main())
#: gather-twice
import asyncio
async def f(): return 1
async def main():
    c = f()
    print(await asyncio.gather(c, c))
asyncio.run(main())
#: future-often
import asyncio
async def f(): return 1
async def main():
    t = asyncio.create_task(f())
    print(await t, await t)
asyncio.run(main())
#: asend
async def g(): yield 1
a = g().asend(None)
try: a.send(None)
except StopIteration: pass
a.send(None)
#: anext
async def g(): yield 1
a = g().__anext__()
try: a.send(None)
except StopIteration: pass
a.throw(KeyError)
#: aclose
async def g(): yield 1
a = g().aclose()
try: a.send(None)
except StopIteration: pass
a.send(None)
#: athrow
async def g(): yield 1
a = g().athrow(KeyError)
try: a.send(None)
except KeyError: pass
a.send(None)
#: athrow-throw
async def g(): yield 1
a = g().athrow(KeyError)
a.close()
a.throw(ValueError)
#: shared-generator
def g(): yield 1; yield 2
def d(i): yield from i
i = g()
print(list(d(i)), list(d(i)))
