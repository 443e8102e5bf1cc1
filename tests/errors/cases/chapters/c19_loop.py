The loop, locks and queues, delegation, scopes.
#: run-in-running
import asyncio
async def f(): pass
async def main(): asyncio.run(f())
asyncio.run(main())
#: already-running
import asyncio
async def f(): pass
async def main():
    c = f()
    try: asyncio.get_running_loop().run_until_complete(c)
    finally: c.close()
asyncio.run(main())
#: another-running
import asyncio
async def main():
    other = asyncio.new_event_loop()
    try: other.run_until_complete(asyncio.sleep(0))
    finally: other.close()
asyncio.run(main())
#: closed
import asyncio
loop = asyncio.new_event_loop()
loop.close()
loop.call_soon(print)
#: closed-run
import asyncio
loop = asyncio.new_event_loop()
loop.close()
loop.run_until_complete(asyncio.sleep(0))
#: stopped
import asyncio
loop = asyncio.new_event_loop()
async def main():
    loop.stop()
    await asyncio.sleep(1)
try: loop.run_until_complete(main())
finally: loop.close()
#: no-running-loop
import asyncio
asyncio.get_running_loop()
#: create-task-no-loop
import asyncio
async def f(): pass
asyncio.create_task(f())
#: no-current-loop
import asyncio
asyncio.set_event_loop(None)
asyncio.get_event_loop()
#: no-current-loop-thread
import asyncio, threading
def f(): asyncio.get_event_loop()
t = threading.Thread(target=f, name="T")
t.start()
t.join()
#: get-event-loop-silent
import asyncio, warnings
warnings.simplefilter("always")
loop = asyncio.get_event_loop()
loop.close()
#: run-function
import asyncio
async def main(): pass
asyncio.run(main)
#: run-none
import asyncio
def main(): pass
asyncio.run(main())
#: debug-slow
import asyncio, time, logging, re, sys
class Out(logging.Handler):
    def emit(self, record): print(re.sub(r"[\d.]+ seconds", "N seconds", record.getMessage()))
logging.getLogger("asyncio").addHandler(Out())
logging.getLogger("asyncio").propagate = False
async def main():
    time.sleep(0.15)
asyncio.run(main(), debug=True)
#: debug-slow-step
import asyncio, time, logging, re
class Out(logging.Handler):
    def emit(self, record): print(re.sub(r"[\d.]+ seconds", "N seconds", record.getMessage()))
logging.getLogger("asyncio").addHandler(Out())
logging.getLogger("asyncio").propagate = False
async def f():
    await asyncio.sleep(0)
    time.sleep(0.15)
async def main(): await asyncio.create_task(f(), name="T")
asyncio.run(main(), debug=True)
#: not-thread-safe
import asyncio, threading
async def main():
    loop = asyncio.get_running_loop()
    def f(): loop.call_soon(print)
    t = threading.Thread(target=f, name="T")
    t.start()
    t.join()
asyncio.run(main(), debug=True)
#: runner-closed
import asyncio
with asyncio.Runner() as r: pass
r.run(asyncio.sleep(0))
#: runner-in-running
import asyncio
async def main():
    with asyncio.Runner() as r: r.run(asyncio.sleep(0))
asyncio.run(main())
#: nan-delay
import asyncio
async def main(): await asyncio.sleep(float("nan"))
async def outer(): await asyncio.wait_for(main(), 0.05)
asyncio.run(outer())
#: same-deadline
import asyncio
async def main():
    loop = asyncio.get_running_loop()
    when = loop.time() + 0.01
    for n in range(5): loop.call_at(when, print, n)
    loop.call_later(0.02, print, "later")
    await asyncio.sleep(0.03)
asyncio.run(main())
#: lock-not-acquired
import asyncio
asyncio.Lock().release()
#: semaphore-too-often
import asyncio
asyncio.BoundedSemaphore(1).release()
#: semaphore-negative
import asyncio
asyncio.Semaphore(-1)
#: notify-unacquired
import asyncio
asyncio.Condition().notify()
#: condition-wait-unacquired
import asyncio
async def main(): await asyncio.Condition().wait()
asyncio.run(main())
#: task-done-too-often
import asyncio
asyncio.Queue().task_done()
#: barrier-zero
import asyncio
asyncio.Barrier(0)
#: lock-other-loop
import asyncio
lock = asyncio.Lock()
async def main():
    await lock.acquire()
    try: await asyncio.wait_for(lock.acquire(), 0.01)
    except TimeoutError: pass
asyncio.run(main())
asyncio.run(main())
#: lock-with
import asyncio
with asyncio.Lock(): pass
#: queue-empty
import asyncio
asyncio.Queue().get_nowait()
#: queue-full
import asyncio
q = asyncio.Queue(1)
q.put_nowait(1)
q.put_nowait(2)
#: queue-shutdown
import asyncio
async def main():
    q = asyncio.Queue()
    q.shutdown()
    await q.get()
asyncio.run(main())
#: event-timeout
import asyncio
async def main(): await asyncio.wait_for(asyncio.Event().wait(), 0.01)
asyncio.run(main())
#: delegate-send
def g(): yield from [1, 2]
i = g()
next(i)
i.send("x")
#: delegate-throw
def inner():
    try: yield 1
    except KeyError as e: raise ValueError("inner") from e
def g(): yield from inner()
i = g()
next(i)
i.throw(KeyError("k"))
#: delegate-throw-list
def g(): yield from [1, 2]
i = g()
next(i)
i.throw(KeyError("k"))
#: delegate-close
class I:
    def __iter__(self): return self
    def __next__(self): return 1
    def close(self): print("closed")
def g(): yield from I()
i = g()
next(i)
i.close()
#: delegate-close-fails
class I:
    def __iter__(self): return self
    def __next__(self): return 1
    def close(self): raise KeyError("close")
def g(): yield from I()
i = g()
next(i)
i.close()
#: delegate-deep
def g(n):
    if n: yield from g(n - 1)
    else: raise KeyError("deep")
    yield
list(g(4))
#: await-deep
import asyncio
async def f(n):
    if n: await f(n - 1)
    else: await asyncio.sleep(0); 1 / 0
asyncio.run(f(4))
#: context-across-throw
def g():
    try: 1 / 0
    except ZeroDivisionError: yield
i = g()
next(i)
try: [][0]
except IndexError: i.throw(KeyError("k"))
#: context-in-handler
def g():
    try: yield
    except KeyError: raise ValueError("v")
i = g()
next(i)
try: [][0]
except IndexError: i.throw(KeyError("k"))
#: listcomp-frame
def f():
    return [1 / x for x in [1, 0]]
f()
#: genexp-frame
def f():
    return list(1 / x for x in [1, 0])
f()
#: f-locals-write
import sys
def f():
    x = 1
    sys._getframe().f_locals["x"] = 2
    print(x)
f()
#: late-binding
fs = [lambda: x for x in range(3)]
print([f() for f in fs])
x
#: unbound-in-comprehension
class C:
    y = 1
    z = [y for _ in [1]]
#: unbound-free
def f():
    def g(): return x
    g()
    x = 1
f()
#: unbound-local
x = 1
def f():
    print(x)
    x = 2
f()
