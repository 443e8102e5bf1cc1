# whole language, plain
import sys, os.path as osp, collections.abc
from functools import wraps, partial
print(osp.join("a", "b"))
def deco(*a):
    def d(f): print("deco", a); return f
    return d
@deco(1)
@deco(2)
def f(a: int, /, b: "str" = 1, *c: float, d, e=2, **k: bytes) -> None:
    "Doc\n    string"
    x = a
    def inner():
        nonlocal x
        x += 1
        return x, b
    return inner(), x, locals().keys() - {"inner"}
print(f(1, d=3), f.__annotations__ , f.__doc__)
import inspect
print(inspect.signature(f), f.__code__.co_varnames[:6], f.__code__.co_freevars)
class Meta(type):
    @classmethod
    def __prepare__(m, n, b, **k): print("prepare", n, k); return {}
    def __new__(m, n, b, ns, **k): return super().__new__(m, n, b, ns)
class A(metaclass=Meta, x=1):
    """A doc"""
    y = 1
    z = [y for _ in range(2)] if False else 3
    __priv = 5
    def get(self): return self.__priv, __class__.__name__, self.y
    @property
    def p(self): return super().__init__ and 1
    class B:
        def q(self): return __class__.__qualname__
print(A().get(), A().p, A.B().q(), A.__module__, A.__qualname__, sorted(k for k in vars(A) if 'priv' in k))
x, (y, *z), [w] = 1, (2, 3, 4), [5]
print(x, y, z, w)
a = b = c = [0, 1, 2, 3, 4]
a[1:3] = [9]; print(b); del a[0], a[-1]; print(c)
n = 5
n **= 2; n //= 3; n |= 1; print(n)
print({**{"a": 1}, "b": 2}, {*[1, 2], 3}, [*range(3), *"ab"], (*[], 1))
print(f"{n!r:>{5}} {n=} {'x'!a} {3.14159:.2f}")
print(1 < 2 < 3 > 2, 1 in [1], not None, -n, ~n, 5 if n else 6)
while True:
    n -= 1
    if n < 5: break
    if n % 2: continue
else: print("no")
for i in range(3):
    if i == 5: break
else: print("else")
def t():
    try:
        return 1
    finally:
        for q in [1]:
            try: return 2
            finally: break
print(t())
def t2():
    for i in range(3):
        try:
            if i == 1: continue
            if i == 2: break
            print("i", i)
        finally: print("fin", i)
    else: print("never")
    try:
        try: raise ValueError("v")
        except (KeyError, ValueError) as e:
            raise TypeError("t") from e
    except TypeError as e:
        print(repr(e), repr(e.__cause__), repr(e.__context__))
    try: e
    except UnboundLocalError as u: print(u)
t2()
class CM:
    def __init__(self, n, s=False): self.n = n; self.s = s
    def __enter__(self): print("enter", self.n); return self
    def __exit__(self, *a): print("exit", self.n, a[0]); return self.s
with CM(1) as c1, CM(2, True) as c2: raise KeyError(c1.n)
try:
    raise ExceptionGroup("g", [ValueError(1), TypeError(2), ExceptionGroup("h", [ValueError(3), OSError(4)])])
except* ValueError as eg: print("VE", eg.exceptions)
except* OSError as eg: print("OS", eg.exceptions)
except* TypeError: print("TE")
try:
    try: raise ExceptionGroup("g", [ValueError(1), TypeError(2)])
    except* ValueError as eg: raise
except* Exception as eg: print(repr(eg))
print((lambda a, *b, c=3: (a, b, c))(1, 2), [lambda: i for i in range(3)][0]())
print(list(x for x in range(3) if x), [(x, y) for x in range(2) for y in range(x)], {k: v for k, v in zip("ab", [1, 2])}, {c for c in "aab"})
if (m := 10) > 5: print(m)
print([last := i for i in range(3)], last)
def gen():
    x = yield 1
    print("x", x)
    try: yield 2
    except ValueError as e: print("caught", e); yield 3
    return 4
def dele():
    r = yield from gen()
    print("r", r)
g = dele(); print(next(g), g.send(7), g.throw(ValueError("b")), list(g))
def ms(v):
    match v:
        case 1 | 2: return "12"
        case [1, x, *rest] if x: return x, rest
        case {"k": {"z": z}, **r}: return z, r
        case str() as s: return s
        case complex(real=r, imag=0): return r
        case CM(n=nn): return "cm", nn
        case [_, (a, b)]: return a, b
        case None: return "none"
        case _: return "other"
print([ms(v) for v in (1, [1, 2, 3], [1, 0], {"k": {"z": 1}, "y": 2}, "s", 3+0j, CM(3), [0, (1, 2)], None, 5.5)])
assert True
try: assert 0, "msg"
except AssertionError as e: print(e)
global_x = 1
def mod():
    global global_x
    global_x += 1
mod(); print(global_x, exec("q = 5; print(q)"), eval("1 + global_x"), "q" in globals())
def loc():
    a = 1
    exec("print(a)"); return eval("a + 1"), sorted(dir()), sorted(vars())
print(loc())
import typing
print(typing.NewType("N", int).__module__, collections.namedtuple("P", "a b").__module__ if hasattr(collections, "namedtuple") else 0)
del x
try: x
except NameError as e: print(e, e.name)
print(type(f).__name__, f.__code__.co_name, gen.__code__.co_flags & 0x20, inspect.isgeneratorfunction(gen))
try: f()
except TypeError as e: print(e)
print(sys._getframe().f_code.co_name, __name__, __file__[-5:])
def rec(n): return 1 if n == 0 else n * rec(n - 1)
print(rec(50))
import dataclasses, enum
@dataclasses.dataclass
class D:
    a: int
    b: list = dataclasses.field(default_factory=list)
print(D(1), D.__eq__(D(1), D(1)))
class E(enum.Enum):
    X = 1; Y = enum.auto()
print(list(E))
async def ag():
    yield 1
    try: yield 2
    finally: print("closed")
import asyncio, contextlib
@contextlib.asynccontextmanager
async def acm():
    print("in")
    try: yield 5
    finally: print("out")
async def main():
    async with acm() as v: print(v)
    async for i in ag(): print(i); break
    print([x async for x in ag() if x], {x: y async for x in ag() for y in range(1)})
    r = [await asyncio.sleep(0, i) for i in range(3)]
    print(r, sum([x async for x in (await asyncio.sleep(0, j) async for j in ag())]))
    async with asyncio.TaskGroup() as tg:
        t = tg.create_task(asyncio.sleep(0, "tg"))
    print(t.result(), await asyncio.wait_for(asyncio.sleep(0, 1), 1))
    l = [lambda: x async for x in ag()]
    print(l[0]())
asyncio.run(main())
