What objects tell of themselves, and what they refuse.
#: states
import inspect, types
@types.coroutine
def p(): yield
async def f(): await p()
c = f()
print(inspect.getcoroutinestate(c), c.cr_await, c.cr_running, c.cr_suspended)
c.send(None)
print(inspect.getcoroutinestate(c), type(c.cr_await).__name__, c.cr_suspended)
c.close()
print(inspect.getcoroutinestate(c), c.cr_frame, c.cr_suspended, c.cr_await)
#: asyncgen-state
import inspect
async def g(): yield
print(inspect.getasyncgenstate(g()))
#: ag-suspended
async def g(): yield
print(g().ag_suspended)
#: pickle-coroutine
import pickle
async def f(): pass
c = f()
try: pickle.dumps(c)
finally: c.close()
#: pickle-generator
import pickle
def g(): yield
pickle.dumps(g())
#: copy-generator
import copy
def g(): yield
copy.copy(g())
#: make-coroutine
import types
types.CoroutineType()
#: make-generator
import types
types.GeneratorType()
#: make-async-generator
import types
types.AsyncGeneratorType()
#: subclass-coroutine
import types
class C(types.CoroutineType): pass
#: name-number
def g(): yield
i = g()
i.__name__ = 1
#: qualname-deleted
def g(): yield
i = g()
del i.__qualname__
#: set-frame
def g(): yield
g().gi_frame = 1
#: set-running
async def f(): pass
c = f()
try: c.cr_running = 1
finally: c.close()
#: no-such-attribute
def g(): yield
g().gi_nope
#: no-such-attribute-coroutine
async def f(): pass
f().cr_fram
#: set-attribute
def g(): yield
g().mine = 1
#: clear-suspended
def g():
    x = 1
    yield
    print(x)
i = g()
next(i)
i.gi_frame.clear()
next(i)
#: clear-running
import sys
def f(): sys._getframe().clear()
f()
#: iscoroutine
import asyncio, types
@types.coroutine
def p(): yield
print(asyncio.iscoroutine(p()))
#: iscoroutine-int
import asyncio
asyncio.run(1)
#: get-stack
import asyncio
async def inner(): await asyncio.sleep(1)
async def outer(): await inner()
async def main():
    t = asyncio.create_task(outer(), name="T")
    await asyncio.sleep(0)
    t.print_stack()
    print(len(t.get_stack()), t.get_stack()[0].f_code.co_name)
    t.cancel()
asyncio.run(main())
#: getcoroutinelocals
import inspect
async def f(a): b = 1
c = f(2)
print(inspect.getcoroutinelocals(c))
c.close()
print(inspect.getcoroutinelocals(c))
#: getgeneratorlocals-int
import inspect
inspect.getgeneratorlocals(1)
#: send-arguments
def g(): yield
g().send()
#: close-arguments
def g(): yield
g().close(1)
#: call-arguments
async def f(a): pass
f()
#: call-keyword
async def f(a): pass
f(b=1)
#: call-too-many
def g(a, b): yield
g(1, 2, 3)
#: call-missing-keyword
async def g(*, a, b): yield
g()
#: send-too-many
def g(): yield
g().send(1, 2)
#: send-coroutine
async def f(): pass
c = f()
try: c.send()
finally: c.close()
#: asend-nothing
async def g(): yield
g().asend()
#: aclose-argument
async def g(): yield
g().aclose(1)
#: subclass-generator
import types
class G(types.GeneratorType): pass
#: subclass-frame
import types
class F(types.FrameType): pass
