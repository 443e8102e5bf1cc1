Tasks, futures, eager tasks, contexts.
#: never-retrieved
import asyncio
async def bad(): raise ValueError("x")
async def main():
    asyncio.create_task(bad(), name="T")
    await asyncio.sleep(0.01)
    print("end")
asyncio.run(main())
#: never-retrieved-debug
import asyncio
async def bad(): raise ValueError("x")
async def main():
    asyncio.create_task(bad(), name="T")
    await asyncio.sleep(0.01)
    print("end")
asyncio.run(main(), debug=True)
#: future-never-retrieved
import asyncio
async def main():
    asyncio.get_running_loop().create_future().set_exception(ValueError("x"))
    await asyncio.sleep(0)
asyncio.run(main())
#: destroyed-pending
import asyncio
async def f(): await asyncio.get_running_loop().create_future()
loop = asyncio.new_event_loop()
t = loop.create_task(f(), name="T")
loop.run_until_complete(asyncio.sleep(0))
loop.close()
del t
print("end")
#: create-task-int
import asyncio
async def main(): asyncio.create_task(1)
asyncio.run(main())
#: await-itself
import asyncio
async def main():
    async def f(): await t
    t = asyncio.create_task(f(), name="T")
    await t
asyncio.run(main())
#: bad-yield
import asyncio, types
@types.coroutine
def p(): yield 42
async def main(): await p()
asyncio.run(main())
#: yield-instead
import asyncio, types
@types.coroutine
def p(): yield asyncio.get_running_loop().create_future()
async def main(): await p()
asyncio.run(main())
#: other-loop
import asyncio
other = asyncio.new_event_loop()
f = other.create_future()
async def main(): await f
try: asyncio.run(main())
finally: other.close()
#: future-not-awaited
import asyncio
async def main():
    f = asyncio.get_running_loop().create_future()
    i = f.__await__()
    next(i)
    next(i)
asyncio.run(main())
#: result-not-set
import asyncio
async def main(): asyncio.get_running_loop().create_future().result()
asyncio.run(main())
#: exception-not-set
import asyncio
async def main(): asyncio.get_running_loop().create_future().exception()
asyncio.run(main())
#: invalid-state
import asyncio
async def main():
    f = asyncio.get_running_loop().create_future()
    f.set_result(1)
    f.set_result(2)
asyncio.run(main())
#: task-set-result
import asyncio
async def main(): asyncio.current_task().set_result(1)
asyncio.run(main())
#: task-set-exception
import asyncio
async def main(): asyncio.current_task().set_exception(KeyError())
asyncio.run(main())
#: set-exception-number
import asyncio
async def main(): asyncio.get_running_loop().create_future().set_exception(1)
asyncio.run(main())
#: reprs
import asyncio
async def f(): await asyncio.sleep(1)
async def main():
    t = asyncio.create_task(f(), name="T")
    print(t)
    await asyncio.sleep(0)
    print(t)
    t.cancel()
    print(t)
    await asyncio.wait([t])
    print(t)
asyncio.run(main())
#: callback-fails
import asyncio
def cb(): raise KeyError("cb")
async def main():
    asyncio.get_running_loop().call_soon(cb)
    await asyncio.sleep(0)
    print("end")
asyncio.run(main())
#: done-callback-fails
import asyncio
def cb(f): raise KeyError("cb")
async def f(): pass
async def main():
    t = asyncio.create_task(f(), name="T")
    t.add_done_callback(cb)
    await t
    await asyncio.sleep(0)
asyncio.run(main())
#: exception-handler
import asyncio
async def main():
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda l, c: print(sorted(c), c["message"]))
    loop.call_soon(lambda: 1 / 0)
    await asyncio.sleep(0)
asyncio.run(main())
#: exception-handler-fails
import asyncio
def handler(l, c): raise KeyError("handler")
async def main():
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(handler)
    loop.call_soon(lambda: 1 / 0)
    await asyncio.sleep(0)
asyncio.run(main())
#: order
import asyncio
async def f(): print("task")
async def g(): print("direct")
async def main():
    t = asyncio.create_task(f())
    await g()
    await t
asyncio.run(main())
#: increments
import asyncio
n = 0
async def inc():
    global n
    x = n
    await asyncio.sleep(0)
    n = x + 1
async def main():
    await asyncio.gather(*[inc() for _ in range(10)])
    print(n)
asyncio.run(main())
#: eager-factory
import asyncio
async def f(n):
    print(n)
    await asyncio.sleep(0)
    print(-n)
async def main():
    asyncio.get_running_loop().set_task_factory(asyncio.eager_task_factory)
    a, b = asyncio.create_task(f(1)), asyncio.create_task(f(2))
    print("created")
    await asyncio.gather(a, b)
asyncio.run(main())
#: eager-start
import asyncio
async def f(): pass
async def main():
    c = f()
    try: asyncio.Task(c, eager_start=True)
    finally: c.close()
asyncio.run(main())
#: create-task-eager-start
import asyncio
async def f(): pass
async def main():
    c = f()
    try: asyncio.create_task(c, eager_start=True)
    finally: c.close()
asyncio.run(main())
#: eager-group-fails
import asyncio
async def bad(): raise KeyError("eager")
async def main():
    if hasattr(asyncio, "eager_task_factory"):
        asyncio.get_running_loop().set_task_factory(asyncio.eager_task_factory)
    async with asyncio.TaskGroup() as g:
        g.create_task(bad())
        await asyncio.sleep(1)
asyncio.run(main())
#: context-copied
import asyncio, contextvars
v = contextvars.ContextVar("v", default=0)
async def f(): v.set(1)
async def main():
    await asyncio.create_task(f())
    print(v.get())
    await f()
    print(v.get())
asyncio.run(main())
#: context-other-token
import contextvars
v = contextvars.ContextVar("v")
t = contextvars.copy_context().run(v.set, 1)
v.reset(t)
#: context-token-twice
import contextvars
v = contextvars.ContextVar("v")
t = v.set(1)
v.reset(t)
v.reset(t)
#: context-entered
import contextvars
c = contextvars.copy_context()
c.run(c.run, print)
#: context-lookup
import contextvars
contextvars.ContextVar("v").get()
#: context-generator-leaks
import contextvars
v = contextvars.ContextVar("v", default=0)
def g():
    v.set(1)
    yield
next(g())
print(v.get())
#: context-token-across-tasks
import asyncio, contextvars
v = contextvars.ContextVar("v")
async def main():
    t = v.set(1)
    async def f(): v.reset(t)
    await asyncio.create_task(f())
asyncio.run(main())
