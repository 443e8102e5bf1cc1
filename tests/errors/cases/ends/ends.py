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
spin()
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
