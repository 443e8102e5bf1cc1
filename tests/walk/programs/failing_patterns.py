"""Patterns whose reading raises: the words and the positions of the errors."""
import asyncio
import collections
import collections.abc
import sys
import traceback


class Seq:
    def __len__(s): return 3
    def __getitem__(s, i):
        if i == 1: raise KeyError(i)
        return i
import collections.abc
collections.abc.Sequence.register(Seq)
def f(v):
    match v:
        case [_, 4]: pass
        case [_, b,
              _]: print(b)
def g(v):
    match v:
        case [0, *_, 5] | [_, *_, (3 | 4)]: print("m")
        case [*_, [c], d]: pass
for h in f, g:
    try: h(Seq())
    except KeyError:
        traceback.print_exc()
class Nolen(Seq):
    def __len__(s): raise OSError("len")
import collections, dataclasses
class M(collections.abc.Mapping):
    def __init__(s, bad): s.bad = bad
    def __len__(s): return 2
    def __iter__(s):
        yield "k"
        if s.bad == "iter": raise OSError("iter")
        yield "l"
    def __getitem__(s, k):
        if s.bad == k: raise ValueError(k)
        return k
class P:
    __match_args__ = ("a", "b")
    a = 1
    @property
    def b(self): raise RuntimeError("prop b")
class Meta(type):
    def __instancecheck__(c, o): raise EOFError("ic")
class IC(metaclass=Meta): pass
class DD(list, metaclass=type): __match_args__ = ("x", "x")
DD.x = 5
def h(v):
    match v:
        case {"k": ("k" | _), "l": 4}: print("l4")
        case {"k": k, **rest}: print(k, rest)
        case P(1, c): print(c)
        case (P(a=2) |
              P(b=3)): pass
        case DD(x, 5): pass
        case collections.deque(1): pass
        case IC(): pass
async def ah(v, n):
    import asyncio
    match await asyncio.sleep(0, v):
        case int(2, 3): pass
        case h(): pass
        case dict(d) if await asyncio.sleep(0, d): print("dict", d)
        case collections.Counter(1, 2): print("x")
        case str(x, real=3) if 0: pass
def show(c):
    try: print(c())
    except Exception: traceback.print_exc()
import asyncio
for v in (M("l"), M("k"), *([M("iter")] if sys.version_info >= (3, 12) else []), P(),  # 3.11 shows the last part
          DD(), collections.deque([1]), 4):
    show(lambda: h(v))
for v in ({"a": 1}, 5, collections.Counter("a"), "s"): show(lambda: asyncio.run(ah(v, 1)))
f(Nolen())
