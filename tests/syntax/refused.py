"""Programs that the grammar accepts and the compiler refuses (and some near them that it accepts).

One program in each line, ``|`` means the end of a line; longer ones between lines of dashes.
"""

COROUTINE_LINES = r"""
await x
x = await y
class C: await x
class C(await x): pass
class C(k=await x): pass
@(await x)|def f(): pass
@(await x)|class C: pass
def f(a=await x): pass
def f(*, a=await x): pass
async def f(a=await x): pass
def f() -> await x: pass
def f(a: await x): pass
async def f(a: await x): pass
x: (await y)
x: (await y) = 1
x.y: (await z) = 1
def f(): await x
def f(): return await x
def f(): x = yield await x
lambda: await x
lambda x=await y: x
async def f(): lambda: await x
async def f():| def g(): await x
async def f():| class C: await x
async def f():| class C(await x): pass
async def f():| def g(a=await x): pass
async def f():| @(await x)| def g(): pass
async def f():| [lambda: await x for y in z]
def f():| return| await x
def f():| if 0: await x
def f():| while 0: await x
def f():| try: await x| finally: pass
def f():| try: pass| finally: await x
def f():| try: return 1| finally: await x
def f():| with await x: pass
def f():| for x in await y: pass
def f():| match await x:|  case _: pass
def f():| match x:|  case _ if await y: pass
def f():| assert await x
def f():| del (await x).y
def f():| (await x)[0] += 1
def f():| f"{await x}"
def f():| raise await x
def f():| x[await y] = 1
def f(): x: (await y)
def f(): x.y: (await z)
def f(): (await z).y: int
é = (await x)
def f():| x = (await|   y)
print(await x, (yield))
await x|return
def f(): (await x for x in y)
def f(): (x for x in await y)
def f(): (x for x in y if await z)
def f(): (x for x in y for z in await y)
(await x for x in y)
(x for x in await y)
class C: (await x for x in y)
def f(): (lambda: await x for y in z)
[await x for x in y]
{await x for x in y}
{await x: y for x in z}
{x: await y for x in z}
[x async for x in y]
{x async for x in y}
{x: y async for x in y}
(x async for x in y)
[x for x in y if await z]
[x for y in z async for x in y]
[x for y in z for x in await y]
def f(): [await x for x in y]
def f(): [x async for x in y]
def f(): {x async for x in y}
def f(): {x: 1 async for x in y}
def f(): (x async for x in y)
def f(): return [await x for x in y]
class C: [x async for x in y]
lambda: [x async for x in y]
lambda: (x async for x in y)
async def f(): [x async for x in y]
async def f(): lambda: [x async for x in y]
async def f():| class C: [x async for x in y]
async def f():| def g(): [x async for x in y]
def f(): [[x async for x in y] for z in w]
def f(): ([x async for x in y] for z in w)
def f(): [(x async for x in y) for z in w]
def f(): [x for x in [y async for y in z]]
def f(): [x async for x in (y async for y in z)]
def f(): (x for x in [y async for y in z])
def f(): (x for x in w for v in [y async for y in z])
async def f(): [x for x in [await y for y in z]]
async def f(): (x for x in [await y for y in z])
x = [await y for z in w]|return
return [await y for z in w]
[await x for y in await z]
[await x for y in (yield)]
def f(): [await x for y in await z]
def f(): (await x for y in await z)
def f(): [x async for y in z for w in await v]
async for x in y: pass
class C:| async for x in y: pass
def f():| async for x in y: pass
def f():| async for x in await y: pass
async def f():| def g():|  async for x in y: pass
async def f():| async for x in y: await z| else: return 1
async with x: pass
async with x as y, z: pass
class C:| async with x: pass
def f():| async with x: pass
def f():| async with await x: pass
def f():| async with x, y: pass
async def f():| def g():|  async with x: pass
async def f():| async with x as y, z: pass
yield
yield x
x = yield
yield (yield)
class C: yield
class C: x = yield
class C((yield)): pass
def f(a=(yield)): pass
def f(a: (yield)): pass
def f() -> (yield): pass
async def f(a: (yield)): pass
@(yield)|def f(): pass
x: (yield)
class C:| x: (yield)
def f():| x: (yield)
def f():| class C: yield
def f():| class C((yield)): pass
lambda: (yield)
lambda x=(yield): x
yield from x
class C: yield from x
class C:| def f(self): yield| yield from x
def f(): yield from x
lambda: (yield from x)
yield from await x
async def f(): yield from x
async def f(): yield from await x
async def f(): x = yield from y
async def f(): (yield from x) + (yield)
async def f(): lambda: (yield from x)
async def f():| def g(): yield from x
async def f():| class C: yield from x
async def f():| async def g(): yield from x
return
return 1
return (yield)
return await x
class C: return
class C: return 1
class C:| def f(self): return 1| return 2
if x: return
while x: return
for x in y: return
with x: return
try: pass|finally: return
try: pass|except* E: return
async def f():| class C: return
def f():| class C: return 1
async def f():| yield 1| return 2
async def f():| return 2| yield
async def f():| return None| yield
async def f():| return| yield
async def f():| if 0: yield| return 1
async def f():| return (yield)
async def f():| return await (yield)
async def f():| return lambda: (yield)
async def f():| yield| def g(): return 1
async def f():| yield| async def g(): return 1| return 2
async def f():| lambda: (yield)| return 1
async def f():| try: return 1| finally: yield
async def f():| def g(): yield| return 1
def f():| return 1| yield
class C:| async def f(self):|  yield|  return self
[(yield) for x in y]
{(yield) for x in y}
{(yield): 1 for x in y}
{1: (yield) for x in y}
((yield) for x in y)
[(yield from x) for x in y]
def f(): [(yield) for x in y]
def f(): {(yield) for x in y}
def f(): {(yield): 1 for x in y}
def f(): {1: (yield) for x in y}
def f(): ((yield) for x in y)
def f(): [(yield from x) for x in y]
def f(): ((yield from x) for x in y)
async def f(): [(yield) for x in y]
async def f(): [(yield) async for x in y]
async def f(): ((yield from z) async for x in y)
def f(): [x for x in (yield)]
def f(): (x for x in (yield))
def f(): [x for x in y if (yield)]
def f(): [x for x in y for z in (yield)]
def f(): [[(yield) for x in y] for z in w]
def f(): [((yield) for x in y) for z in w]
def f(): [[x for x in (yield)] for z in w]
def f(): [(lambda: (yield)) for x in y]
def f(): [(yield (yield)) for x in y]
def f(): [x for x.y[(yield)] in z]
lambda: [(yield) for x in y]
class C: [(yield) for x in y]
def f(a=[(yield) for x in y]): pass
@[(yield) for x in y]|def f(a: [(yield) for x in z]): pass
def f(a=[(yield) for x in y]) -> [(yield) for x in y]: [(yield) for z in y]
def f(a: [(yield) for x in y]) -> [1 for x in (yield)]: pass
[x for x in (y := 1)]
[x for x in [a for a in (b := 1)]]
[x for x in y for z in (w := 1)]
[x for x in y for z in [1 for q in (w := 1)]]
[x for x in (lambda: (b := 1))]
[x for x in [(b := 1) for a in y]]
(x for x in (y := 1))
{x: x for x in (y := 1)}
def f(): [x for x in (y := 1)]
[x := 1 for x in y]
[x := 1 for x, z in y]
[x := 1 for *x, z in y]
[[x := 1 for z in y] for x in y]
[(x := 1) for z in y for x in y]
[1 for x in y if (x := 1)]
[1 for z in y if [(z := 1) for q in z]]
def f(): [x := 1 for x in y]
def f(): (x := 1 for x in y)
def f(): {(x := 1): 2 for x in y}
def f(): [(lambda: (x := 1)) for x in y]
[a for a in x if (j := a) for j in y]
[a for a in x if (j := a) for k, j in y]
def f(): [a for a in x if (j := a) for j in y]
[[(j := 0) for i in x] for j in y]
[(j := 0) for i in x if [1 for j in y]]
class C: [(x := 1) for z in y]
class C: [[(x := 1) for q in w] for z in y]
class C: [(lambda: (x := 1)) for z in y]
class C:| def f(self): [(x := 1) for z in y]
class C: (x := 1)
def f():| class C: (1 for z in y if (w := 1))
[x := await y for x in z]
[await x for x in (y := 1)]
def f(): [(x := (yield)) for y in z]
async def f(): await x; return (yield from y)
def f(): await x; [(yield) for x in y]
def f(): await x|def g(): [(yield) for x in y]
"""

FUTURE_LINES = r"""
x: (yield)
x: (yield) = 1
x: (yield from y)
x: (await y)
x: (y := 1)
x: [(yield) for y in z]
x: [await y for y in z]
x: [y async for y in z]
x: [(w := y) for y in z]
x: [y := 1 for y in z]
x: (lambda: (yield))
x: (lambda: (await y))
x.y: (yield)
def f(a: (yield)): pass
def f(a: (await x)): pass
def f(a: (x := 1)): pass
def f() -> (yield): pass
def f() -> (x := 1): pass
def f(*a: (yield), **k: (await x)): pass
async def f() -> await x: pass
def f():| x: (yield)
def f():| x: (await y)
def f():| x: (y := 1)
class C:| x: (yield)
class C:| x: [(w := y) for y in z]
[(lambda: 1) for x in y]
"""

TYPE_LINES = r"""
type X = (yield)
type X = (yield from y)
type X = (await y)
type X = (y := 1)
type X[T: (yield)] = 1
type X[T: (await y)] = 1
type X[T: (y := 1)] = 1
type X[T: ((yield),)] = 1
type X[T: (int, await x)] = 1
type X[T] = (yield)
class C[T]((yield)): pass
class C[T](await x): pass
class C[T]((y := 1)): pass
class C[T](x=(yield)): pass
class C[T: (yield)]: pass
def f[T](x: (yield)): pass
def f[T](x: (await x)): pass
def f[T]() -> (y := 1): pass
def f[T](x=(yield)): pass
async def f():| def g[T](x=await y): pass
async def f():| def g[T: await y](x): pass
async def f():| @(await x)| def g[T](): pass
async def f():| @(await x)| class g[T]: pass
type X = [(yield) for x in y]
type X = [y := 1 for x in y]
type X = [await y for x in y]
type X = [y async for x in y]
type X = lambda: (yield)
type X = lambda: await x
async def f():| type X = [await y for x in y]
async def f():| type X = [y async for x in y]
async def f():| type X = (y async for x in y)
async def f():| type X[T: (y async for x in y)] = 1
class D:| type X = [y := 1 for x in y]
class C[T]([x := 1 for y in z]): pass
def f[T](x: [y := 1 for y in z]): pass
def f[T: [y := 1 for x in z]](): pass
async def f[T](): yield from x
async def f[T]():| yield| return 1
def f[T](): await x
class C[T]: await x
class C[T]: return
def f[T: int, T](): pass
class C[T, *T]: pass
type X[T, **T] = 1
def f[T]():| nonlocal T
class C[T]:| def f(self):|  nonlocal T
def f[__debug__](): pass
type __debug__ = 1
"""

DEFAULT_LINES = r"""
type X[T = (yield)] = 1
type X[T = await x] = 1
type X[**T = (y := 1)] = 1
type X[*T = (y := 1)] = 1
type X[T: int = [x := 1 for y in z]] = 1
def f[T = [x async for x in y]](): pass
class C[T = lambda: await x]: pass
def f[T = int, U](): pass
"""

OTHER_LINES = r"""
nonlocal x
class C: nonlocal x
def f(): nonlocal x
def f(x): global x
def f(x): nonlocal x
def f():| x = 1| global x
def f():| x| global x
def f():| x: int| global x
def f():| global x| x: int
def f():| x = 1| def g():|  x = 2|  nonlocal x
def f():| x = 1| def g():|  x|  nonlocal x
def f():| x = 1| def g():|  nonlocal x|  global x
def f():| x = 1| def g():|  nonlocal x|  x: int
x = 1|global x
print(x)|global x
x: int|global x
def f(a, a): pass
def f(a, *, a): pass
def f(a, *a): pass
lambda a, a: 1
lambda a, **a: 1
__debug__ = 1
def f(__debug__): pass
def __debug__(): pass
class __debug__: pass
import __debug__
import x as __debug__
from x import __debug__
for __debug__ in x: pass
with x as __debug__: pass
x.__debug__ = 1
f(__debug__=1)
(__debug__ := 1)
del __debug__
def f(*__debug__): pass
lambda __debug__: 1
try: pass|except E as __debug__: pass
match x:| case __debug__: pass
break
continue
if x: break
class C: break
def f(): continue
while x:| def f(): break
for x in y: pass|else: break
async def f(): break
try: break|finally: pass
with x: continue
try: pass|except: pass|except E: pass
*a, *b = c
[*a, *b] = c
*a = b
*a
x = *a
del *a
(*a)
for *x in y: pass
*a, b = *c, d
from __future__ import nope
from __future__ import braces
x = 1|from __future__ import annotations
"doc"|from __future__ import annotations|x: (lambda: 1)
def f(): from __future__ import annotations
def f(): from x import *
class C: from x import *
match x:| case a | b: pass
match x:| case [a] | [b]: pass
match x:| case a: pass| case b: pass
match x:| case _: pass| case 1: pass
match x:| case _ | 1: pass
match x:| case a | 1: pass
match x:| case [a, a]: pass
match x:| case {"k": a, **a}: pass
match x:| case {1: a, 1: b}: pass
match x:| case C(a=1, a=2): pass
match x:| case C(a, b=a): pass
match x:| case [*a, *b]: pass
match x:| case (a as b) as b: pass
for x in y:| try: pass| except* E: break
for x in y:| try: pass| except* E: continue
def f():| try: pass| except* E: return
def f():| try: pass| except* E: return await x
f(a=1, a=2)
f(**a, *b)
def f():| def g():|  nonlocal y
def f():| import x| global x
def f():| class x: pass| global x
def f():| for x in y: pass| global x
class C:| def f(self):|  nonlocal __class__
class C:| x = 1| global x
[global_ for global_ in x]
def f():| global x| [x for x in y]
def f():| global x| [x := 1 for y in z]
def f(x): [x := 1 for y in z]
"x" is y; await x
nonlocal x; await y
def f(): await x; break
break; await x
yield; nonlocal x
[(yield) for x in y]; nonlocal x
nonlocal x; [(yield) for x in y]
x = 1; from __future__ import annotations; await x
"""

BLOCKS = (
    "\n".join("    " * depth + "for x in y:" for depth in range(21)) + "\n" + "    " * 21 + "pass",
    "\n".join("    " * depth + "while x:" for depth in range(20)) + "\n" + "    " * 20 + "await x",
    "def f():\n" + "\n".join("    " * depth + "with x:" for depth in range(1, 22)) + "\n" + "    " * 22 + "yield",
    "async def f():\n    '''doc'''\n    async def g():\n        yield 1\n\n        return {\n            'a': 1,\n        }\n",
    "async def f():\n    x = [\n        await y\n        for y in z\n    ]\n    return lambda: [\n        await y\n        for y in z]\n",
    "class A:\n    def f(self):\n        async with (\n            x as y,\n            z,\n        ):\n            pass\n",
    "def f():\n    try:\n        for i in x:\n            try:\n                return 1\n            finally:\n                await a\n    finally:\n        await b\n",
    "def f():\n    try:\n        pass\n    except E:\n        await a\n    else:\n        await b\n    finally:\n        await c\n",
    "def f():\n    while x:\n        try:\n            break\n        finally:\n            await a\n    await b\n",
    "def f():\n    while x:\n        try:\n            continue\n            await c\n        finally:\n            await a\n",
    "def f():\n    try:\n        with x:\n            return (await d)\n    finally:\n        await a\n",
    "try:\n    continue\n    return\nfinally:\n    await a\n",
    "try:\n    if x: break\n    yield\nfinally:\n    return\n",
    "class C((await a)):\n    await b\n",
    "@(await a)\nclass C((await b)):\n    await c\n",
    "@(await a)\ndef f(x=await b, *, y=await c) -> await d:\n    await e\n",
    "def f(x=1, *, y=await c, z: await d = 1):\n    await e\n",
    "def f(x: await a, /, y: await b, *z: await c):\n    await e\n",
    "x = await a\ny = [(yield) for b in c]\n",
    "def f():\n    a[await b] = await c\n",
    "def f():\n    for (await a).b in await c:\n        pass\n",
    "def f():\n    with (await a) as (await b).c:\n        pass\n",
    "def f():\n    {await a: await b, **(await c)}\n",
    "def f():\n    g(*(await a), k=await b, **(await c))\n",
    "def f():\n    return (await a) if (await b) else (await c)\n",
    "def f():\n    x.y: await a = await b\n",
    "class C:\n    x: await a = await b\n",
    "def f():\n    {(yield): 1 for a in b if [await c for d in e]}\n",
    "def f():\n    {await a: await b for c in d if await e}\n",
    "def f():\n    match a:\n        case B(c=await_) if await d: pass\n",
    "lambda a=await b, *, c=await d: await e\n",
)


def programs(table: str) -> list[str]:
    return [line.replace("|", "\n") + "\n" for line in table.strip().split("\n")]


def pattern_programs(table: str) -> list[str]:
    """As ``programs``, but ``|`` amid blanks is an or-pattern."""
    mark = "\x00"
    return [
        line.replace(" | ", mark).replace("|", "\n").replace(mark, " | ") + "\n" for line in table.strip().split("\n")
    ]
