# machine cases
def g():
    try:
        yield 1
        try:
            return 1
        finally:
            for q in [1]:
                try: return 2
                finally: break
            yield 5
    finally:
        pass
it = g()
while True:
    try: print(next(it))
    except StopIteration as s: print("ret", s.value); break
def g2():
    try:
        yield 1
    except ValueError as e:
        print("h", repr(e)); yield 2
        raise
    finally:
        print("fin")
it = g2(); next(it); print(it.throw(ValueError("x")))
import traceback
try: next(it)
except ValueError: traceback.print_exc()
def g3():
    with open(__file__) as f:
        for line in f:
            yield line.strip()
            if len(line) > 5: return
print(list(g3()))
def g4():
    a = [(yield 1), (yield 2), *(yield 3)]
    print(a)
    d = {"k": (yield), **(yield)}
    print(d, f"{(yield 'f')}")
it = g4(); next(it)
for v in ("a", "b", "cd", 1, {"z": 2}, "F"):
    try: it.send(v)
    except StopIteration: pass
class K:
    def m(self):
        yield super().__repr__()[:10]
        yield __class__
        self.__x = 1
        yield self.__x
        yield [self.__x for _ in range(2)]
print(list(K().m()))
def outer():
    x = 1
    def inner():
        nonlocal x
        while x < 4:
            x += 1
            yield x
    return list(inner()), x
print(outer())
def unb():
    yield 1
    print(zz)
    zz = 1
try: list(unb())
except UnboundLocalError as e: print(e); traceback.print_exc()
def dele():
    x = 1; yield x; del x
    try: x
    except UnboundLocalError as e: print(e)
    yield locals()
    exec("q = 1"); yield eval("1+1")
print(list(dele()))
def gi(): 
    raise StopIteration(3)
    yield
try: next(gi())
except RuntimeError: traceback.print_exc()
def star():
    try:
        yield
    except* ValueError as eg:
        print("VE", eg.exceptions); yield 2
    except* TypeError as eg: print("TE", eg.exceptions)
it = star(); next(it); print(it.throw(ExceptionGroup("g", [ValueError(1), TypeError(2)]))); print(next(it, "done"))
def cmp():
    print(1 < (yield 1) < 5, (yield 2) and (yield 3), (yield 4) if (yield 5) else 0)
it = cmp(); next(it)
for v in (3, 1, 0, 1, 9): 
    try: it.send(v)
    except StopIteration: print("stop")
async def w():
    async with A() as a:
        raise KeyError(a)
class A:
    async def __aenter__(self): return "A"
    async def __aexit__(self, *e): print(e[0]); return False
try: w().send(None)
except KeyError: traceback.print_exc()
async def deep(n):
    if n: return await deep(n-1)
    return 1/0
try: deep(2).send(None)
except ZeroDivisionError: traceback.print_exc()
def gl():
    match (yield 1):
        case [x, y]: print(x, y, (yield "m"))
        case _ if (yield "guard"): print("other")
it = gl(); next(it); print(it.send([1, 2]), next(it, None)); it = gl(); next(it); print(it.send(1), next(it, None))
def aug():
    d = {"a": 1}; d[(yield)] += (yield); print(d)
    x: int = (yield); print(x)
    a, b = (yield); print(a, b)
    del d[(yield)]; print(d)
    assert (yield), (yield)
it = aug(); next(it)
for v in ("a", 5, 7, (1, 2), "a", 0, "msg"):
    try: it.send(v)
    except StopIteration: print("stop")
    except AssertionError as e: print("AE", e)
def lam(): 
    f = lambda: (yield 3)
    return list(f())
print(lam(), list((lambda: ((yield 1), (yield 2)))()))
def cls():
    class Z((yield "base"), metaclass=(yield "meta")):
        v = 1
    print(Z.__mro__, Z.v)
    @(yield "deco")
    def q(a=(yield "default")): return a
    print(q())
it = cls(); next(it)
for v in (dict, type, lambda f: f, 4):
    try: it.send(v)
    except StopIteration: print("stop")
