Signals, exits, flushing.
#: interrupt-in-loop
import signal
def f():
    signal.raise_signal(signal.SIGINT)
f()
#: interrupt-caught
import signal
try:
    signal.raise_signal(signal.SIGINT)
except KeyboardInterrupt as e:
    print("caught", repr(e))
#: interrupt-in-generator
import signal
def g():
    try:
        signal.raise_signal(signal.SIGINT)
        yield
    finally:
        print("finally")
list(g())
#: interrupt-in-await
import asyncio, signal
async def main():
    asyncio.get_running_loop().call_soon(signal.raise_signal, signal.SIGINT)
    try:
        await asyncio.sleep(10)
    finally:
        print("cancelled")
try:
    asyncio.run(main())
except KeyboardInterrupt:
    print("interrupted")
#: interrupt-handler
import signal
def handler(number, frame):
    print(number, frame.f_code.co_name, frame.f_lineno)
signal.signal(signal.SIGINT, handler)
def f():
    signal.raise_signal(signal.SIGINT)
f()
#: interrupt-handler-raises
import signal
def handler(number, frame):
    raise ValueError("from the handler")
signal.signal(signal.SIGINT, handler)
def f():
    signal.raise_signal(signal.SIGINT)
f()
#: alarm-in-loop
import signal
def handler(number, frame):
    raise TimeoutError(frame.f_code.co_name)
signal.signal(signal.SIGALRM, handler)
signal.setitimer(signal.ITIMER_REAL, 0.05)
def spin():
    while True: pass
try: spin()
except TimeoutError as e: print(e)
#: input-interrupted
import signal
def handler(number, frame): raise KeyboardInterrupt
signal.signal(signal.SIGALRM, handler)
signal.setitimer(signal.ITIMER_REAL, 0.05)
import time
def f():
    time.sleep(5)
f()
#: input-eof
input("prompt ")
#: input-line
print(input("name? "))
input()
#< a line
#: exit-none
import sys
sys.exit()
#: exit-text
raise SystemExit("a text")
#: exit-number
def f():
    raise SystemExit(7)
f()
#: exit-object
raise SystemExit([1, 2])
#: exit-in-finally
try:
    raise SystemExit(3)
finally:
    print("finally")
#: exit-in-handler
try:
    1 / 0
except ZeroDivisionError:
    raise SystemExit("from a handler")
#: exit-in-generator
def g():
    yield 1
    raise SystemExit(5)
list(g())
#: exit-in-task
import asyncio
async def f(): raise SystemExit(4)
async def main():
    await asyncio.gather(f(), asyncio.sleep(1))
asyncio.run(main())
#: exit-quit
quit(2)
#: exit-atexit-order
import atexit
atexit.register(print, "first registered")
atexit.register(print, "second registered")
print("body")
raise SystemExit(1)
#: exit-atexit-raises
import atexit
def f(): raise SystemExit(9)
atexit.register(f)
print("body")
#: daemon-thread
import threading, time
def f():
    time.sleep(30)
threading.Thread(target=f, daemon=True).start()
print("end")
#: thread-outlives
import threading, time
def f():
    time.sleep(0.05)
    print("thread ends")
threading.Thread(target=f).start()
print("main ends")
#: thread-outlives-error
import threading, time
def f():
    time.sleep(0.05)
    print("thread ends")
threading.Thread(target=f).start()
1 / 0
#: order-of-streams
import sys
print("out")
print("err", file=sys.stderr)
sys.stdout.write("no newline")
1 / 0
#: stdout-closed
import sys
sys.stdout.close()
print("x")
#: stderr-none
import sys
sys.stderr = None
1 / 0
#: stdout-bad-write
import sys
class W:
    def write(self, x): raise ValueError("write")
    def flush(self): pass
sys.stdout = W()
print("x")
#: del-order
class A:
    def __init__(self, n): self.n = n
    def __del__(self): print("del", self.n)
a = A("a")
b = A("b")
def f(): pass
#: del-order-no-function
import sys
class A:
    pass
a = [A()]
print("end")
#: generator-finally-at-exit
def g():
    try: yield
    finally: print("finally")
i = g()
next(i)
print("end")
#: async-generator-at-exit
async def g():
    try: yield
    finally: print("finally")
i = g()
try: i.asend(None).send(None)
except StopIteration: pass
print("end")
#: coroutine-suspended-at-exit
import types
@types.coroutine
def p(): yield
async def f():
    try: await p()
    finally: print("finally")
c = f()
c.send(None)
#: os-exit
import os
print("lost", end="")
os._exit(3)
#: abort-in-thread
import threading, os
t = threading.Thread(target=lambda: os._exit(6))
t.start()
t.join()
#: broken-encoding
print("\udc80")
#: memory-error
x = "a" * (1 << 62)
#: overflow
x = [1] * (1 << 62)
#: overflow-float
2.0 ** 100000
#: last-exception
import sys
def hook(*args): print(hasattr(sys, "last_value"), sys.last_value)
sys.excepthook = hook
1 / 0
#: breakpoint-none
import sys
sys.breakpointhook = lambda: print("hook")
breakpoint()
1 / 0
#: handler-sees-variables
import signal
def handler(number, frame):
    print(frame.f_code.co_name, frame.f_lineno, frame.f_locals["x"], frame.f_back.f_code.co_name, frame.f_globals is globals())
def f(x):
    y = 1
    signal.raise_signal(signal.SIGUSR1)
print(signal.signal(signal.SIGUSR1, handler))
print(signal.getsignal(signal.SIGUSR1) is handler)
f(3)
print(signal.signal(signal.SIGUSR1, signal.SIG_IGN) is handler, signal.getsignal(signal.SIGUSR1))
f(4)
#: handler-in-coroutine
import asyncio, signal
def handler(number, frame): print(frame.f_code.co_name, frame.f_lineno)
signal.signal(signal.SIGUSR1, handler)
async def main():
    await asyncio.sleep(0)
    signal.raise_signal(signal.SIGUSR1)
asyncio.run(main())
#: handler-wrong
import signal
signal.signal(signal.SIGUSR1, "handler")
#: handler-wrong-number
import signal
signal.signal(1000, print)
#: handler-in-thread
import signal, threading
t = threading.Thread(target=signal.signal, args=(signal.SIGUSR1, print), name="T")
t.start()
t.join()
#: handler-of-loop
import asyncio, signal
async def main():
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGUSR1, lambda: 1 / 0)
    signal.raise_signal(signal.SIGUSR1)
    await asyncio.sleep(0.01)
    print("end")
asyncio.run(main())
#: interrupt-default
import signal
print(signal.getsignal(signal.SIGINT) is signal.default_int_handler)
signal.signal(signal.SIGINT, signal.SIG_DFL)
signal.raise_signal(signal.SIGINT)
#: interrupt-in-comprehension
import signal
def f(): return [signal.raise_signal(signal.SIGINT) for x in range(2)]
f()
#: interrupt-in-del
import signal
class A:
    def __del__(self): signal.raise_signal(signal.SIGINT)
a = A()
del a
print("after")
#: interrupt-in-callback
import asyncio, signal
async def main():
    asyncio.get_running_loop().call_soon(signal.raise_signal, signal.SIGINT)
    await asyncio.sleep(1)
asyncio.run(main())
#: interrupt-in-task-group
import asyncio, signal
async def f(): signal.raise_signal(signal.SIGINT)
async def main():
    async with asyncio.TaskGroup() as g:
        g.create_task(f(), name="T")
        await asyncio.sleep(1)
asyncio.run(main())
#: interrupt-in-thread-join
import signal, threading, time
t = threading.Thread(target=time.sleep, args=(0.3,))
t.start()
signal.signal(signal.SIGALRM, signal.default_int_handler)
signal.setitimer(signal.ITIMER_REAL, 0.05)
t.join()
#: terminated
import signal
print("before", flush=True)
signal.raise_signal(signal.SIGTERM)
#: exit-true
raise SystemExit(True)
#: exit-none-explicit
raise SystemExit(None)
#: exit-empty-text
raise SystemExit("")
#: exit-float
raise SystemExit(1.5)
#: exit-tuple
raise SystemExit(1, 2)
#: exit-large
raise SystemExit(256 + 3)
#: exit-negative
raise SystemExit(-1)
#: exit-huge
raise SystemExit(1 << 70)
#: exit-bytes
raise SystemExit(b"bytes")
#: exit-exception
raise SystemExit(ValueError("inner"))
#: exit-subclass
class E(SystemExit):
    @property
    def code(self): return 6
raise E("ignored")
#: exit-code-changed
try: raise SystemExit(1)
except SystemExit as e:
    e.code = 8
    raise
#: exit-bad-str
class A:
    def __str__(self): raise KeyError("in str")
raise SystemExit(A())
#: exit-class
raise SystemExit
#: exit-interrupted-subclass
class E(KeyboardInterrupt): pass
raise E("mine")
#: exit-group
raise BaseExceptionGroup("g", [SystemExit(3), ValueError("v")])
#: exit-in-thread
import threading
def f(): raise SystemExit("silent")
t = threading.Thread(target=f)
t.start()
t.join()
print("main goes on")
#: exit-in-del
class A:
    def __del__(self): raise SystemExit(3)
A()
print("after")
#: exit-in-callback
import asyncio
async def main():
    asyncio.get_running_loop().call_soon(exit, 5)
    try: await asyncio.sleep(1)
    finally: print("finally")
asyncio.run(main())
#: exit-in-excepthook
import sys
def hook(*a): raise SystemExit(9)
sys.excepthook = hook
1 / 0
#: exit-stderr-closed
import sys
sys.stderr.close()
raise SystemExit("lost")
#: atexit-error
import atexit
def f(): 1 / 0
atexit.register(f)
atexit.register(print, "second")
print("body")
#: atexit-after-error
import atexit
atexit.register(print, "at exit")
1 / 0
#: atexit-coroutine
import atexit
async def f(): print("never")
atexit.register(f)
#: atexit-registers
import atexit
def f(): atexit.register(print, "late")
atexit.register(f)
#: atexit-unregistered
import atexit
def f(): print("never")
atexit.register(f)
atexit.unregister(f)
#: daemon-thread-prints
import threading, time
def f():
    print("begun", flush=True)
    time.sleep(30)
    print("never")
t = threading.Thread(target=f, daemon=True)
t.start()
time.sleep(0.05)
print("end")
#: daemon-thread-loops
import threading, time
def f():
    while True: time.sleep(0.001)
threading.Thread(target=f, daemon=True).start()
time.sleep(0.02)
1 / 0
#: thread-error
import threading
def f(): [][1]
t = threading.Thread(target=f, name="worker")
t.start()
t.join()
#: thread-hook
import threading
threading.excepthook = lambda args: print(args.exc_type, args.exc_value, args.thread.name)
t = threading.Thread(target=lambda: 1 / 0, name="worker")
t.start()
t.join()
#: thread-hook-fails
import threading
def hook(args): raise KeyError("hook")
threading.excepthook = hook
t = threading.Thread(target=lambda: 1 / 0, name="worker")
t.start()
t.join()
#: async-generator-running-loop-ends
import asyncio
async def g():
    try:
        while True: yield 1
    finally:
        await asyncio.sleep(0)
        print("finally")
async def main():
    async for x in g(): break
    async for x in g(): 1 / 0
asyncio.run(main())
#: async-generator-of-interrupted-loop
import asyncio, signal
async def g():
    try: yield 1
    finally: print("finally")
async def main():
    global i
    i = g()
    await anext(i)
    signal.raise_signal(signal.SIGINT)
    await asyncio.sleep(1)
asyncio.run(main())
#: tasks-cancelled-at-end
import asyncio
async def f():
    try: await asyncio.sleep(10)
    except asyncio.CancelledError: print("cancelled"); raise
async def main():
    t = asyncio.create_task(f())
    await asyncio.sleep(0)
    print("end main")
asyncio.run(main())
#: task-fails-while-cancelled
import asyncio
async def f():
    try: await asyncio.sleep(10)
    finally: raise KeyError("while cancelled")
async def main():
    t = asyncio.create_task(f(), name="T")
    await asyncio.sleep(0)
asyncio.run(main())
#: stdout-none
import sys
sys.stdout = None
print("x")
1 / 0
#: stderr-closed
import os, sys
os.close(2)
1 / 0
#: stdout-flush-fails
import sys
class W:
    def write(self, x): pass
    def flush(self): raise ValueError("flush")
sys.stdout = W()
print("x")
#: broken-pipe
import os, sys
read, write = os.pipe()
os.close(read)
os.dup2(write, 1)
print("x" * 10)
sys.stdout.flush()
#: broken-pipe-at-exit
import os
read, write = os.pipe()
os.close(read)
os.dup2(write, 1)
print("x")
#: excepthook-deleted
import sys
del sys.excepthook
1 / 0
#: excepthook-none
import sys
sys.excepthook = None
1 / 0
#: excepthook-fails
import sys
def hook(t, e, tb): [][0]
sys.excepthook = hook
1 / 0
#: unraisable-hook
import sys
sys.unraisablehook = lambda u: print(u.exc_type, u.exc_value, u.err_msg, type(u.object).__name__)
class A:
    def __del__(self): 1 / 0
A()
#: exit-code-fails
class E(SystemExit):
    @property
    def code(self): raise KeyError("in code")
raise E("shown instead")
#: exit-releases-before-shutdown
import atexit, sys
class A:
    def __del__(self): print("released", sys.is_finalizing())
def f():
    a = A()
    raise SystemExit(2)
atexit.register(print, "at exit")
f()
