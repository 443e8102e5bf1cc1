"""Where the operands of statements and expressions fail, in one line and over several, with suspensions around them."""

import traceback


class A:
    def __init__(self, v=0):
        self.v = v

    def __await__(self):
        return self.v
        yield

    def __enter__(self):
        return self

    def __exit__(self, *a):
        return None

    def __iter__(self):
        yield self.v
        raise KeyError("iter")

    def __setattr__(self, n, v):
        if n == "bad":
            raise KeyError(n)
        object.__setattr__(self, n, v)

    def __setitem__(self, k, v):
        raise KeyError(k)

    def __delitem__(self, k):
        raise KeyError(k)

    def __bool__(self):
        raise KeyError("bool")

    def __index__(self):
        raise KeyError("index")

    def __contains__(self, x):
        raise KeyError("in")

    def __format__(self, s):
        raise KeyError("format")

    def __call__(self, *a):
        raise KeyError("call")

    def __getattr__(self, n):
        if n.startswith("__"):
            raise AttributeError(n)
        raise KeyError(n)

    def __add__(self, o):
        raise KeyError("add")

    __iadd__ = __neg__ = __lt__ = __eq__ = __add__
    __hash__ = None

    def __invert__(self):
        raise KeyError("inv")


LINES = """
a.bad = await A(1)
a[await A(1)] = 2
a[1] = await A(2)
del a[await A(1)]
del a[1], (await A(a)).x
x = await A(a) + 1
x = a + await A(1)
x = await A(a) < 3
x = 1 < await A(2) < await A(a) < 3
x = await A(a) in a
x = a not in [await A(1)]
x = -await A(a)
x = ~(await A(a))
x = not await A(a)
x = await A(a) and 1
x = await A(1) and a and 2
x = 1 if await A(a) else 2
x = await A(1) if a else 2
if await A(a): pass
while await A(a): pass
if (await A(1)) and (a): pass
assert await A(a)
x = [y for y in await A(a)]
x = [await A(y) for y in a]
x = {y: await A(1) for y in a if await A(1)}
x = [y for y in [1] if await A(a)]
x = [await A(1) for y in [1] if a]
x = f"{await A(a)}"
x = f"{await A(1)} {a:>{await A(3)}}"
x = (await A(a))(1, 2)
x = a(await A(1), *[2])
x = (await A(a)).attr
x = (await A(a)).attr.more
x = [1, 2][await A(a)]
x = "ab"[await A(0):a]
x, y = await A(a)
x, *y = await A(1), *a
(x, y), z = await A((a, 1))
for a.bad in [await A(1)]: pass
for x in await A(a): await A(1)
for x, y in [await A(1)]: pass
a.bad += await A(1)
x = a; x += await A(1)
(await A(a)).bad += 1
a[await A(0)] += 1
with await A(a) as a.bad: await A(1)
with await A(a) as (x, y): await A(1)
async with await A(a): pass
async for x in await A(a): pass
import nothing_here, await_; await A(1)
raise await A(a)
raise KeyError(await A(1)) from await A(2)
x = await (await A(1))
x = await a.missing
x = await A(1) + (lambda: await_)()
x = [*await A(1)]
x = {**await A(1)}
x = {await A(a): 1}
x = {await A(1), await A(a)}
x = print(**await A(1))
x = print(*await A(1))
x = print(*await A(a), await A(1))
x: await_ = await A(1); x.foo
x = (y := await A(a)) + 1
global g1; g1 = await A(1); g1.foo
match await A(1):\\n    case int(real=a.bad): pass
match await A(a):\\n    case A(zzz=1): pass
match await A(1):\\n    case x if a: pass
try: await A(1); a()\\nexcept await_: pass
try: a()\\nexcept (await A(KeyError)) as e: e.foo; await A(1)
try: await A(1)\\nfinally: a()
try: a()\\nfinally: await A(1); b
try: a()\\nexcept* (await A(KeyError)): await A(1); b
def inner(x=await A(1), *, y=a()): pass
@(await A(a))\\ndef inner(): pass
class C((await A(1))): pass
class C(metaclass=a): await_
lambda x=await A(1), y=a(): x; await A(1)
return (await A(a))()
return [await A(1), a()]
x = await A(1) if await A(0) else a()
x = (await A(1), (await A(2), a()))
x = a() if await A(1) else 0
x = await A(0) or a()
x = str(await A(1))[a]
print(await A(1), a(), sep=await A(""))
print(await A(1), sep=a())
x = a.m(await A(1))
x = "".join(await A(1) for _ in [1])
x = list(y async for y in await A(1))
nonexistent[await A(1)]
(await A(1))[nonexistent]
await A(1); del nonexistent
x = yyy + await A(1)
x = await A(1) + yyy
x = [*await A(a), await A(1)]
x = (1, *await A(a), await A(1))
x = print(*await A(a), *await A(1))
x = print(1, *await A(a), x=await A(1))
x = [1, *await A(1), await A(1)]
x = print(*await A(1), await A(1))
x = print(**await A(1), y=await A(1))
x = {**await A(1), 1: await A(1)}
x = (await A(1) and a) or await A(1)
x = (await A(0) or a) and await A(1)
x = (2 if await A(0) else await A(a)) or 3
x = not (await A(a) and 1)
x = not (await A(a) or a)
x = (await A(1) and not a) and 5
x = (await A(1) < a) and 1
x = await A(1) and a < 1 and 2
x = (y := await A(a)) and 1
x = await A(0) or (await A(1) and a and 1)
print(await A(1) and a and 2)
return await A(1) and a and 2
x = await A(1) if (await A(1) and a) else 2
"""
COMPOUND = "match", "try", "@", "def", "class"


def attempt(number, text):
    """Run a text as the body of a coroutine, and print how it fails and where."""
    names = {"A": A}
    body = "\n".join(["    " + line for line in text.split("\n")])
    try:
        exec(compile(f"async def f(a):\n{body}\n", "<text>", "exec"), names)
        names["f"](A(7)).send(None)
    except StopIteration:
        print(number, "returns")
    except SyntaxError as error:
        print(number, error.msg)
    except BaseException as error:
        entries = traceback.extract_tb(error.__traceback__)
        places = [(e.name, e.lineno, e.end_lineno, e.colno, e.end_colno) for e in entries if e.filename == "<text>"]
        print(number, type(error).__name__, error, places, type(error.__context__).__name__)


for number, line in enumerate(LINES.strip().splitlines()):
    text = line.replace("\\n", "\n")
    attempt(number, text)
    if not text.startswith(COMPOUND) and 'f"' not in text:
        attempt(number, text.replace("(", "(\n   ").replace("[", "[\n   "))
