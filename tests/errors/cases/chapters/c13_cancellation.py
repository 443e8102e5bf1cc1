Cancellation, timeouts, groups.
#: message
import asyncio
async def f(): await asyncio.sleep(1)
async def main():
    t = asyncio.create_task(f())
    await asyncio.sleep(0)
    t.cancel("why")
    await t
asyncio.run(main())
#: before-start
import asyncio
async def f(): print("never")
async def main():
    t = asyncio.create_task(f())
    t.cancel()
    await t
asyncio.run(main())
#: self-cancel
import asyncio
async def main():
    asyncio.current_task().cancel()
    print("still here")
    await asyncio.sleep(0)
asyncio.run(main())
#: swallowed
import asyncio
async def f():
    try: await asyncio.sleep(1)
    except asyncio.CancelledError: print("swallowed")
    print(asyncio.current_task().cancelling())
async def main():
    t = asyncio.create_task(f())
    await asyncio.sleep(0)
    t.cancel()
    await t
    print(t.cancelled())
asyncio.run(main())
#: by-hand
import asyncio
async def f(): raise asyncio.CancelledError("by hand")
async def main():
    t = asyncio.create_task(f())
    await asyncio.wait([t])
    print(t.cancelled())
    t.result()
asyncio.run(main())
#: uncancel
import asyncio
async def f():
    t = asyncio.current_task()
    t.cancel()
    t.uncancel()
    await asyncio.sleep(0)
    print("survived")
asyncio.run(f())
#: nested-groups
import asyncio
async def bad(): raise KeyError("bad")
async def main():
    async with asyncio.TaskGroup() as outer:
        outer.create_task(bad())
        try: await asyncio.sleep(1)
        except asyncio.CancelledError: pass
        async with asyncio.TaskGroup() as inner:
            await asyncio.sleep(0)
            print("body goes on")
asyncio.run(main())
#: shield
import asyncio
async def f(): await asyncio.sleep(0.01); print("shielded ends")
async def main():
    inner = asyncio.create_task(f())
    t = asyncio.create_task(asyncio.wait_for(asyncio.shield(inner), 1))
    await asyncio.sleep(0)
    t.cancel()
    try: await t
    except asyncio.CancelledError: print("outer cancelled")
    await inner
asyncio.run(main())
#: wait-for
import asyncio
asyncio.run(asyncio.wait_for(asyncio.sleep(1), 0.01))
#: timeout
import asyncio
async def main():
    async with asyncio.timeout(0.01): await asyncio.sleep(1)
asyncio.run(main())
#: timeout-swallowed
import asyncio
async def main():
    async with asyncio.timeout(0.01) as t:
        try: await asyncio.sleep(1)
        except asyncio.CancelledError: pass
    print(t.expired())
asyncio.run(main())
#: timeout-entered-twice
import asyncio
async def main():
    t = asyncio.timeout(1)
    async with t:
        async with t: pass
asyncio.run(main())
#: timeout-finished
import asyncio
async def main():
    async with asyncio.timeout(1) as t: pass
    t.reschedule(2)
asyncio.run(main())
#: timeout-no-task
import asyncio
t = asyncio.timeout(1)
t.__aenter__().send(None)
#: group-two
import asyncio
async def bad(e):
    raise e
async def main():
    async with asyncio.TaskGroup() as g:
        g.create_task(bad(KeyError("a")))
        g.create_task(bad(ValueError("b")))
asyncio.run(main())
#: group-nested
import asyncio
async def bad(): raise KeyError("a")
async def main():
    async with asyncio.TaskGroup() as g:
        async with asyncio.TaskGroup() as h: h.create_task(bad())
asyncio.run(main())
#: group-body-fails
import asyncio
async def bad(): raise KeyError("a")
async def main():
    async with asyncio.TaskGroup() as g:
        g.create_task(bad())
        raise ValueError("body")
asyncio.run(main())
#: group-base-exception
import asyncio
class Stop(BaseException): pass
async def bad(): raise Stop("s")
async def main():
    async with asyncio.TaskGroup() as g:
        g.create_task(bad())
        await asyncio.sleep(1)
asyncio.run(main())
#: group-cancelled-child
import asyncio
async def main():
    async with asyncio.TaskGroup() as g:
        t = g.create_task(asyncio.sleep(1))
        await asyncio.sleep(0)
        t.cancel()
    print("silent", t.cancelled())
asyncio.run(main())
#: group-not-entered
import asyncio
async def f(): pass
async def main():
    asyncio.TaskGroup().create_task(f())
asyncio.run(main())
#: group-finished
import asyncio
async def f(): pass
async def main():
    async with asyncio.TaskGroup() as g: pass
    g.create_task(f())
asyncio.run(main())
#: group-entered-twice
import asyncio
async def main():
    async with asyncio.TaskGroup() as g:
        async with g: pass
asyncio.run(main())
#: group-shutting-down
import asyncio
async def bad(): raise KeyError("bad")
async def late(g):
    try: await asyncio.sleep(1)
    finally: g.create_task(bad())
async def main():
    async with asyncio.TaskGroup() as g:
        g.create_task(late(g))
        await asyncio.sleep(0)
        g.create_task(bad())
asyncio.run(main())
#: group-outside
import asyncio
g = asyncio.TaskGroup()
g.__aenter__().send(None)
#: except-star-not-a-class
try: raise ExceptionGroup("g", [KeyError()])
except* 1: pass
#: except-star-group
try: raise ExceptionGroup("g", [KeyError()])
except* ExceptionGroup: pass
#: except-star-rest
try: raise ExceptionGroup("g", [KeyError(1), ValueError(2), ExceptionGroup("h", [TypeError(3)])])
except* KeyError as e: print(repr(e))
#: except-star-raises
try: raise ExceptionGroup("g", [KeyError(1), ValueError(2)])
except* KeyError: raise TypeError("in the handler")
#: except-star-both-raise
try: raise ExceptionGroup("g", [KeyError(1), ValueError(2)])
except* KeyError: raise TypeError("one")
except* ValueError: 1 / 0
#: except-star-naked
try: raise KeyError("naked")
except* KeyError as e: raise
#: except-not-a-class
try: raise KeyError
except "text": pass
#: except-not-a-class-in-tuple
try: raise KeyError
except (ValueError, 1): pass
#: group-empty
ExceptionGroup("g", [])
#: group-not-exceptions
ExceptionGroup("g", [1])
#: group-base-in-plain
ExceptionGroup("g", [KeyboardInterrupt()])
#: gather-first-wins
import asyncio
async def bad(n):
    await asyncio.sleep(0)
    raise KeyError(n)
async def main(): await asyncio.gather(bad(1), bad(2))
asyncio.run(main())
#: gather-others-run
import asyncio
async def bad(): raise KeyError
async def good(): await asyncio.sleep(0.01); print("good ends")
async def main():
    try: await asyncio.gather(bad(), good())
    except KeyError: print("failed")
    await asyncio.sleep(0.02)
asyncio.run(main())
#: gather-cancelled
import asyncio
async def main():
    g = asyncio.gather(asyncio.sleep(1), asyncio.sleep(1))
    await asyncio.sleep(0)
    g.cancel()
    await g
asyncio.run(main())
#: wait-coroutines
import asyncio
async def f(): pass
async def main(): await asyncio.wait([f()])
asyncio.run(main())
#: wait-empty
import asyncio
async def main(): await asyncio.wait([])
asyncio.run(main())
#: wait-coroutine
import asyncio
async def f(): pass
async def main(): await asyncio.wait(f())
asyncio.run(main())
#: wait-bad-condition
import asyncio
async def main(): await asyncio.wait([asyncio.create_task(asyncio.sleep(0))], return_when="NEVER")
asyncio.run(main())
#: as-completed-async-for
import asyncio
async def f(): return 1
async def main():
    async for t in asyncio.as_completed([f()]): print(await t)
asyncio.run(main())
#: as-completed-coroutine
import asyncio
async def f(): pass
async def main():
    for t in asyncio.as_completed(f()): await t
asyncio.run(main())
#: as-completed-error
import asyncio
async def bad(n): raise KeyError(n)
async def main():
    for c in asyncio.as_completed([bad(1)]): await c
asyncio.run(main())
#: wait-for-function
import asyncio
async def f(): pass
async def main(): await asyncio.wait_for(f, 1)
asyncio.run(main())
#: gather-int
import asyncio
async def main(): await asyncio.gather(1)
asyncio.run(main())
#: shield-int
import asyncio
async def main(): await asyncio.shield(1)
asyncio.run(main())
