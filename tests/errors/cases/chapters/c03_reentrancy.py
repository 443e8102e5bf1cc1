What runs already; and the first send.
#: generator
def g():
    next(i)
    yield
i = g()
next(i)
#: generator-throw
def g():
    i.throw(KeyError)
    yield
i = g()
next(i)
#: generator-close
def g():
    i.close()
    yield
i = g()
next(i)
#: coroutine
async def f(): c.send(None)
c = f()
c.send(None)
#: coroutine-throw
async def f(): c.throw(KeyError)
c = f()
c.send(None)
#: coroutine-close
async def f(): c.close()
c = f()
c.send(None)
#: anext
import asyncio
async def g():
    await asyncio.sleep(0)
    yield 1
async def take(i):
    async for x in i: print(x)
async def main():
    i = g()
    await asyncio.gather(take(i), take(i))
asyncio.run(main())
#: asend
import types
@types.coroutine
def p(): yield
async def g():
    await p()
    yield 1
i = g()
a = i.asend(None)
a.send(None)
i.asend(None).send(None)
#: athrow
import types
@types.coroutine
def p(): yield
async def g():
    await p()
    yield 1
i = g()
a = i.asend(None)
a.send(None)
i.athrow(KeyError).send(None)
#: aclose
import types
@types.coroutine
def p(): yield
async def g():
    await p()
    yield 1
i = g()
a = i.asend(None)
a.send(None)
i.aclose().send(None)
#: asend-throw-on-running
import types
@types.coroutine
def p(): yield
async def g():
    await p()
    yield 1
i = g()
a = i.asend(None)
a.send(None)
i.asend(None).throw(KeyError("k"))
#: athrow-throw-on-running
import types
@types.coroutine
def p(): yield
async def g():
    await p()
    yield 1
i = g()
a = i.asend(None)
a.send(None)
i.athrow(ValueError).throw(KeyError("k"))
#: athrow-reused
async def g(): yield 1
i = g()
a = i.athrow(KeyError)
try: a.send(None)
except KeyError: pass
a.throw(ValueError)
#: asend-close
import types
@types.coroutine
def p(): yield
async def g():
    try:
        await p()
        yield 1
    finally: print("finally")
i = g()
a = i.asend(None)
a.send(None)
a.close()
print(i.ag_running)
i.asend(None).send(None)
#: first-send-generator
def g(): yield
g().send(1)
#: first-send-coroutine
async def f(): pass
f().send(1)
#: first-send-async-generator
async def g(): yield
g().asend(1).send(None)
#: first-send-asend-value
async def g(): yield
g().asend(None).send(1)
#: stop-iteration-generator
def g():
    raise StopIteration("s")
    yield
next(g())
#: stop-iteration-from-next
def g():
    yield next(iter([]))
list(g())
#: stop-iteration-coroutine
async def f(): raise StopIteration
f().send(None)
#: stop-iteration-async-generator
async def g():
    raise StopIteration
    yield
g().asend(None).send(None)
#: stop-async-iteration-async-generator
async def g():
    raise StopAsyncIteration
    yield
g().asend(None).send(None)
#: stop-async-iteration-coroutine
async def f(): raise StopAsyncIteration("kept")
f().send(None)
#: stop-iteration-cause
def g():
    raise StopIteration("s")
    yield
try: next(g())
except RuntimeError as e: print(repr(e.__cause__), e.__cause__ is e.__context__)
#: stop-iteration-list-comprehension
def stop(): raise StopIteration
[stop() for x in [1]]
#: stop-iteration-generator-expression
def stop(): raise StopIteration
list(stop() for x in [1])
#: stop-iteration-set-exception
import asyncio
async def main():
    f = asyncio.get_running_loop().create_future()
    f.set_exception(StopIteration())
    await f
asyncio.run(main())
#: stop-iteration-task
import asyncio
async def f(): raise StopIteration("s")
async def main(): await asyncio.create_task(f())
asyncio.run(main())
