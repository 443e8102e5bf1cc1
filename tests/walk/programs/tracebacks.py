print("hello")
def f(x, y=2, *a, k=3, **kw):
    "doc"
    return x + y + k, a, kw
print(f(1), f(1, 5, 6, k=0, z=9), f.__doc__, f.__qualname__)
class C:
    "cdoc"
    z: int = 4
    def __init__(self): self.v = 1
    def m(self): return super().__repr__()[:5], __class__
print(C().m(), C.__annotations__, C.__doc__)
def g(n):
    for i in range(n):
        got = yield i
        if got: print("got", got)
    return "end"
it = g(3); print(next(it), it.send("hi"), list(it))
print([x*x for x in range(4) if x % 2], sum(i for i in range(5)))
import asyncio
async def co(x):
    await asyncio.sleep(0)
    try:
        return x * 2
    finally:
        print("fin")
async def agen():
    for i in range(2):
        yield await co(i)
async def main():
    print(await asyncio.gather(co(1), co(2)))
    async for v in agen(): print(v)
    print([v async for v in agen()])
asyncio.run(main())
match {"a": [1, 2, 3]}:
    case {"a": [x, *r]}: print(x, r)
try:
    1/0
except ZeroDivisionError as e:
    print(repr(e))
print(f"{f(1)[0]!r:>5}|")
def imports():
    from sys import nothing
try:
    imports()
except ImportError:
    import traceback
    traceback.print_exc()
def h():
    (1).foo
def boom(): 
    return (h() +
            1)
boom()
