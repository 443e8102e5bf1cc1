import sys


def g(n):
    for i in range(n):
        try:
            x = yield i
        except ValueError:
            print("v")
        finally:
            print("f")


async def c():
    async with M() as m:
        async for a in ag():
            if a:
                continue
            await d()
    return [i async for i in ag()]


async def d():
    return 1


async def ag():
    yield 0
    yield 1


class M:
    async def __aenter__(self):
        return self

    async def __aexit__(self, *a):
        return False


out = []


def tr(f, e, a):
    if f.f_code.co_filename == __file__:
        out.append((e, f.f_code.co_name, f.f_lineno))
        return tr


sys.settrace(tr)
it = g(2)
next(it)
it.throw(ValueError)
try:
    next(it)
except StopIteration:
    pass
try:
    c().send(None)
except StopIteration as s:
    v = s.value
sys.settrace(None)
for o in out:
    print(*o)
print(v)
