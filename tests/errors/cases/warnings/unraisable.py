Exceptions that nobody can catch, and tasks that nobody looks at.
#: del
class A:
    def __del__(self): 1 / 0
A()
print("after")
#: del-at-exit
class A:
    def __del__(self): 1 / 0
a = A()
#: del-chained
class A:
    def __del__(self):
        try: 1 / 0
        except ZeroDivisionError: raise ValueError("v")
A()
#: del-call
class A:
    def __del__(self): self.f()
    def f(self):
        raise KeyError("deep")
def g():
    a = A()
g()
#: generator-dropped
def g():
    try: yield
    finally: 1 / 0
i = g()
next(i)
del i
print("after")
#: generator-ignores
def g():
    while True:
        try: yield
        except GeneratorExit: pass
i = g()
next(i)
del i
#: coroutine-dropped
import types
@types.coroutine
def p(): yield
async def f():
    try: await p()
    finally: 1 / 0
c = f()
c.send(None)
del c
#: coroutine-ignores
import types
@types.coroutine
def p(): yield
async def f():
    while True:
        try: await p()
        except GeneratorExit: pass
c = f()
c.send(None)
c = None
#: async-generator-dropped
async def g():
    try: yield
    finally: 1 / 0
i = g()
try: i.asend(None).send(None)
except StopIteration: pass
del i
#: async-generator-awaits
import types
@types.coroutine
def p(): yield
async def g():
    try: yield
    finally: await p()
i = g()
try: i.asend(None).send(None)
except StopIteration: pass
del i
#: generator-at-exit
def g():
    try: yield
    finally: 1 / 0
i = g()
next(i)
#: hook
import sys
def hook(args):
    print(args.exc_type.__name__, args.exc_value, args.err_msg, type(args.object).__name__)
    tb = args.exc_traceback
    while tb:
        print(tb.tb_frame.f_code.co_name, tb.tb_lineno)
        tb = tb.tb_next
sys.unraisablehook = hook
class A:
    def __del__(self): 1 / 0
A()
def g():
    try: yield
    finally: 1 / 0
i = g()
next(i)
del i
#: hook-fails
import sys
def hook(args): raise ValueError("hook")
sys.unraisablehook = hook
class A:
    def __del__(self): 1 / 0
A()
#: weakref-callback
import weakref
class A: pass
a = A()
r = weakref.ref(a, lambda r: 1 / 0)
del a
print("after")
#: atexit
import atexit
def f(): 1 / 0
atexit.register(f)
atexit.register(print, "exit")
#: set-name-lookup
class M(type):
    def __del__(cls): print("del")
class A(metaclass=M): pass
del A
import gc; gc.collect()
#: task-never-retrieved
import asyncio
async def f(): raise ValueError("lost")
async def main():
    t = asyncio.create_task(f())
    await asyncio.sleep(0.01)
    del t
    print("end of main")
asyncio.run(main())
#: task-never-retrieved-named
import asyncio
async def inner(): raise ValueError("lost")
async def f(): await inner()
async def main():
    t = asyncio.create_task(f(), name="worker")
    await asyncio.sleep(0.01)
asyncio.run(main())
#: future-never-retrieved
import asyncio
async def main():
    f = asyncio.get_running_loop().create_future()
    f.set_exception(ValueError("lost"))
    del f
asyncio.run(main())
#: task-destroyed-pending
import asyncio
async def f():
    await asyncio.get_running_loop().create_future()
loop = asyncio.new_event_loop()
t = loop.create_task(f(), name="t")
loop.run_until_complete(asyncio.sleep(0))
loop.close()
del t
import gc; gc.collect()
#: callback-fails
import asyncio
def cb(): 1 / 0
async def main():
    asyncio.get_running_loop().call_soon(cb)
    await asyncio.sleep(0.01)
asyncio.run(main())
#: done-callback-fails
import asyncio
def cb(t): raise ValueError(t.result())
async def f(): return 5
async def main():
    t = asyncio.create_task(f())
    t.add_done_callback(cb)
    await t
    await asyncio.sleep(0)
asyncio.run(main())
#: callback-lambda
import asyncio
async def main():
    asyncio.get_running_loop().call_soon(lambda: 1 / 0)
    await asyncio.sleep(0.01)
asyncio.run(main())
#: exception-handler
import asyncio
def handler(loop, context):
    print(sorted(context), context["message"])
async def f(): 1 / 0
async def main():
    asyncio.get_running_loop().set_exception_handler(handler)
    t = asyncio.create_task(f())
    await asyncio.sleep(0.01)
    del t
asyncio.run(main())
#: async-generator-shutdown
import asyncio
async def g():
    try:
        yield 1
    finally:
        1 / 0
async def main():
    i = g()
    await anext(i)
    globals()["kept"] = i
asyncio.run(main())
#: async-generator-break
import asyncio
async def g():
    try:
        yield 1
    finally:
        await asyncio.sleep(0)
        print("cleanup")
async def main():
    async for x in g():
        break
    print("after break")
    await asyncio.sleep(0.01)
    print("end main")
asyncio.run(main())
#: async-generator-left
import asyncio
async def g():
    try:
        yield 1
    finally:
        await asyncio.sleep(0)
        print("cleanup")
async def main():
    async for x in g():
        globals()["left"] = x
        raise ValueError("in main")
asyncio.run(main())
#: tasks-cancelled-at-end
import asyncio
async def f():
    try:
        await asyncio.sleep(10)
    except asyncio.CancelledError:
        raise ValueError("instead")
async def main():
    asyncio.create_task(f())
    await asyncio.sleep(0)
asyncio.run(main())
#: debug-not-coroutine
import asyncio
async def f(): pass
async def main():
    asyncio.get_running_loop().call_soon(f)
asyncio.run(main(), debug=True)
#: debug-never-awaited
import asyncio
async def f(): pass
async def main():
    f()
asyncio.run(main(), debug=True)
#: debug-task-origin
import asyncio
async def f(): raise ValueError("lost")
async def main():
    t = asyncio.create_task(f())
    await asyncio.sleep(0.01)
    del t
asyncio.run(main(), debug=True)
#: repr-of-task
import asyncio
async def f(): await asyncio.sleep(1)
async def main():
    t = asyncio.create_task(f(), name="T")
    print(t)
    await asyncio.sleep(0)
    print(t)
    t.cancel()
    print(t)
    try: await t
    except asyncio.CancelledError: pass
    print(t)
asyncio.run(main())
#: get-stack
import asyncio
async def f(): await asyncio.sleep(1)
async def main():
    t = asyncio.create_task(f())
    await asyncio.sleep(0)
    t.print_stack()
    t.cancel()
asyncio.run(main())
