GeneratorExit, close() and throw().
#: generator-ignores
def g():
    try: yield 1
    except GeneratorExit: yield 2
i = g()
next(i)
i.close()
#: coroutine-ignores
import types
@types.coroutine
def p(): yield
async def f():
    try: await p()
    except GeneratorExit: await p()
c = f()
c.send(None)
c.close()
#: async-generator-ignores
async def g():
    try: yield 1
    except GeneratorExit: yield 2
i = g()
try: i.asend(None).send(None)
except StopIteration: pass
i.aclose().send(None)
#: generator-ignores-gc
def g():
    try: yield 1
    except GeneratorExit: yield 2
i = g()
next(i)
del i
print("after")
#: coroutine-ignores-gc
import types
@types.coroutine
def p(): yield
async def f():
    try: await p()
    except GeneratorExit: await p()
c = f()
c.send(None)
c = None
print("after")
#: close-returns
def g():
    try: yield 1
    except GeneratorExit: return "value"
i = g()
next(i)
print(i.close(), i.close())
#: close-returns-coroutine
import types
@types.coroutine
def p(): yield
async def f():
    try: await p()
    except GeneratorExit: return "value"
c = f()
c.send(None)
print(c.close())
#: close-raises
def g():
    try: yield 1
    except GeneratorExit: raise KeyError("instead")
i = g()
next(i)
i.close()
#: raises-while-dropped
def g():
    try: yield 1
    finally: raise KeyError("in finally")
i = g()
next(i)
del i
print("after")
#: throw-three
def g(): yield
i = g()
next(i)
i.throw(KeyError, KeyError("k"), None)
#: throw-three-coroutine
async def f(): pass
f().throw(KeyError, "k", None)
#: throw-three-async
async def g(): yield
g().athrow(KeyError, "k", None).send(None)
#: throw-two
def g(): yield
i = g()
i.throw(ValueError, "text")
#: throw-number
def g(): yield
g().throw(1)
#: throw-number-async
async def g(): yield
g().athrow(1).send(None)
#: throw-string-coroutine
async def f(): pass
f().throw("text")
#: throw-instance-and-value
def g(): yield
g().throw(KeyError(), 1)
#: throw-bad-traceback
def g(): yield
g().throw(KeyError, KeyError(), 1)
#: throw-unstarted
def g():
    print("never")
    yield
i = g()
try: i.throw(KeyError)
except KeyError: print("thrown")
next(i)
#: throw-no-arguments
def g(): yield
g().throw()
#: throw-class-that-fails
class E(Exception):
    def __init__(self): raise TypeError("cannot be made")
def g(): yield
g().throw(E)
