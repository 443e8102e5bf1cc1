The limit, and repeated lines.
#: simple
def f(): f()
f()
#: with-arguments
def f(n):
    return f(n + 1) + 1
f(0)
#: mutual
def f(n): return g(n + 1)
def g(n): return f(n + 1)
f(0)
#: deeper-start
def f(n):
    if n > 20:
        return h()
    f(n + 1)
def h():
    return h()
f(0)
#: caught
import sys
depth = 0
def f():
    global depth
    depth += 1
    f()
try:
    f()
except RecursionError as e:
    print(depth, e, len(__import__("traceback").extract_tb(e.__traceback__)))
#: in-lambda
f = lambda n: f(n + 1)
f(0)
#: in-method
class A:
    def m(self): self.m()
A().m()
#: in-property
class A:
    @property
    def x(self): return self.x
A().x
#: in-getattr
class A:
    def __getattr__(self, name): return self.nothing
A().x
#: in-repr
class A:
    def __repr__(self): return repr(self)
repr(A())
#: in-generator
def g(n):
    yield from g(n + 1)
list(g(0))
#: in-coroutine
async def f():
    await f()
f().send(None)
#: in-comprehension
def f(n): return [f(x) for x in [n]]
f(0)
#: in-class-body
def f():
    class A:
        x = f()
f()
#: raised-limit
import sys
sys.setrecursionlimit(300)
def f(n): f(n + 1)
f(0)
#: too-low
import sys
def f(n):
    if n: return f(n - 1)
    sys.setrecursionlimit(10)
f(30)
#: bad-limit
import sys
sys.setrecursionlimit(0)
#: repeated-three
def f(n):
    if n: f(n - 1)
    else: 1 / 0
f(3)
#: repeated-four
def f(n):
    if n: f(n - 1)
    else: 1 / 0
f(4)
#: repeated-many
def f(n):
    if n: f(n - 1)
    else: 1 / 0
f(50)
#: in-handler
def f():
    try:
        f()
    except RecursionError:
        raise
f()
#: deep-is-fine
def f(n): return n and f(n - 1)
print(f(900))
#: eq
class A:
    def __eq__(self, other): return self == other
A() == A()
#: native-between
def f(x): return list(map(f, [x]))
f(1)
#: sorted-between
def f(x): return sorted([1], key=f)
f(1)
