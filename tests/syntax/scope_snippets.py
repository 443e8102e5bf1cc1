"""Programs whose scopes say something; separated by lines of dashes."""

SNIPPETS = """
x = 1
---
x
---
def f(): return x
---
def f(): x = 1
---
def f(): x += 1
---
def f(): del x
---
def f():
    global x
    x = 1
---
def f():
    global x
    def g(): return x
---
def f():
    global x
    def g():
        x = 1
        def h(): return x
---
x = 1
def f():
    x = 2
    def g():
        global x
        def h(): return x
---
def f():
    x = 1
    def g():
        nonlocal x
        x = 2
---
def f(x):
    def g(): return x
---
def f(a, /, b, *c, d, e=1, **g): pass
---
def f(a, *, k, z): return lambda: (z, k, a)
---
def f(b, a):
    z = y = 1
    return lambda: (a, y, z, b)
---
def f():
    a: int
    b: int = 1
    (c): int
    (d): int = 2
    e.f: int
    g[h]: int = i
---
class C:
    a: int
    b: int = 1
    (c): d
    e.f: g
    h[j]: k = i
---
a: int
b: (lambda: int) = (lambda: 1)
---
from __future__ import annotations
def f(a: (lambda: x), *b: y) -> z:
    c: (lambda: w) = 1
---
def f(a: (lambda: x) = (lambda: y), *b: y) -> (lambda: z): pass
---
@(lambda f: f)
def f(a=lambda: 1, *, b=lambda: 2): pass
---
class C(metaclass=M, x=lambda: 1): pass
---
class C(B, *args, **kw):
    def m(self): return super().m()
---
class C:
    def m(self): return __class__
---
class C:
    x = __class__
---
def f():
    __class__ = 1
    class C:
        y = __class__
        def g(self): return __class__
---
class C:
    def m(self):
        def n(): super()
        return n
---
class C:
    super = 1
    super()
---
def f(): super
---
class C:
    x = 1
    def m(self): return x
---
def f():
    x = 1
    class C:
        x = 2
        def m(self): return x
---
def f():
    x = 1
    class C:
        x = x
---
def f():
    x = 1
    class C:
        y = x
---
def f():
    x = 1
    class C:
        global x
        x = 2
        def g(self): return x
---
def f():
    x = 1
    class C:
        nonlocal x
        x = 2
        def g(self): return x
---
class __C:
    __x = 1
    def __m(self, __a, *, __k=1): return self.__x, __a, __y
    import __p, __q.r as __s
    for __i in (): pass
---
class _C:
    def f(self, __a):
        def g(): return __a
        class D:
            __z = __a
            def h(self): return __a
---
class ___:
    __x = 1
    def f(self): global __y; __y = 1
---
class C:
    def f(self):
        try: pass
        except E as __e: pass
        with a as __b: pass
        [__i for __i in x]
        (__w := 1)
---
class C:
    def f(self, x):
        match x:
            case {"a": __a, **__r}: pass
            case [__b, *__c] | (__b, *__c): pass
            case D(__e=__f) as __g: pass
---
class C:
    @property
    def __m(self): return lambda __a: __a
---
class C:
    __slots__ = ("__a",)
    f(__k=1)
---
import a.b.c, d.e as f
from g import h, i as j
from k import *
---
def f():
    import a.b.c, d.e as f
    from g import h, i as j
---
def f():
    for i in x:
        for j, (k, *l) in i: break
    else: m = 1
---
def f():
    with a as b, c as (d, e), g: h = 1
---
async def f():
    async with a as b: c = 1
    async for d in e: g = 1
    await h
---
def f():
    try: a = 1
    except B as b: c = 1
    except D as d: e = d
    else: g = 1
    finally: h = 1
---
def f():
    try:
        return a
        b = 1
    finally:
        c = 1
    a = 1
---
def f():
    for i in x:
        try:
            if i: continue
            if j: break
            k = 1
        finally:
            l = 1
        m = 1
---
def f():
    try:
        for i in x:
            try: return i
            finally:
                a = 1
                break
        b = 1
    finally:
        c = 1
---
def f():
    while a:
        try: break
        except: c = 1
        finally: d = 1
    a = 1
---
def f():
    try:
        try: return 1
        finally: a = 1
    finally: b = 1
    c = 1
---
def f():
    try: pass
    except* A as a: b = 1
    finally: c = 1
---
def f():
    try: a = 1
    except A:
        return b
    else:
        return c
    finally: d = 1
    b = c = 1
---
def f():
    try: pass
    finally:
        try: return x
        finally: y = 1
    x = 1
---
def f():
    with a:
        try: return b
        finally:
            with c as d: e = 1
---
def f(x):
    match x:
        case 1 | 2: a = 1
        case [b, c, *d]: pass
        case {"k": e, **g}: pass
        case P(h, i=j) as k: pass
        case (l, m) | [m, l] if n: o = 1
        case _: pass
    n = P = 1
---
def f(x):
    match x:
        case P.a | Q.b: R = 1
        case {S.t: v, T.u: w}: pass
        case [*_]: pass
        case (A() as z) as y: pass
    P = Q = S = T = A = 1
---
def f(): x = y = z; y = z = 1
---
def f(): a.b = c[d] = e; a = c = d = e = 1
---
def f(): a[b] += c; a = b = c = 1
---
def f(): {a: b, **c, d: e}; e = d = c = b = a = 1
---
def f(): return g(*a, b, k=c, **d); d = c = b = a = g = 1
---
def f(): f"{a!r:{b}}{c}"; c = b = a = 1
---
def f(): a if b else c; a = b = c = 1
---
def f(): a < b < c; not d; c = b = a = d = 1
---
def f(): (a := b); b = 1
---
def f(): a[b:c:d]; d = c = b = a = 1
---
def f(): raise a from b; b = a = 1
---
def f():
    assert a, b
    del c, d[e]
    a = b = d = e = 1
---
def f():
    if __debug__: a = 1
    elif b: c = 1
    else: d = 1
---
lambda a, *b, c=1, **d: (a, e)
---
lambda: (yield)
---
def f(): yield
---
def f(): x = yield from y
---
def f():
    def g(): yield
---
async def f(): yield
---
async def f(): return 1
---
def f():
    lambda: (yield)
---
def f(): return [(lambda: i) for i in x]
---
[i for i in x]
---
{i: j for i, j in x if k}
---
{i for i in [j for j in x]}
---
(i for i in x for j in i if j)
---
def f(): return [i for i in x]
---
def f(): return [i for i in i]
---
def f():
    i = 1
    return [i for i in x]
---
def f():
    a = 1
    return [a for i in x]
---
def f():
    a = 1
    return [a for i in x], (a for i in y)
---
def f():
    a = 1
    return [lambda: a for i in x]
---
def f():
    a = 1
    return [lambda: i for i in x]
---
def f(x):
    return [[(i, j) for j in i] for i in x]
---
def f(x):
    return [[(lambda: i) for j in i] for i in x]
---
def f(x):
    return [[(lambda: j) for j in i] for i in x], j
---
def f(i): return [i for i in i if (lambda: i)]
---
def f():
    def g(): return i
    return [i for i in g]
    i = 1
---
def f():
    return [y := i for i in x]
---
[y := i for i in x]
---
[[y := i for i in j] for j in x]
---
def f():
    global y
    return [y := i for i in x]
---
def f():
    y = 1
    def g():
        nonlocal y
        return [y := i for i in x]
---
def f():
    return lambda: [y := i for i in x]
---
def f():
    return {(y := i): (z := j) for i in x if (w := i) for j in i}, [y]
---
def f(): return (y := i for i in x)
---
def f(): return [(lambda: y) for i in x if (y := i)]
---
class C:
    a = 1
    b = [a for i in x]
---
class C:
    a = 1
    b = [i for i in a]
---
class C:
    [i for i in x if (lambda: i)]
---
class C:
    i = 1
    [i for i in x if (lambda: i)]
    def f(self): return i
---
class C:
    (i for i in x if (lambda: i))
---
def f():
    a = 1
    class C:
        b = [a for i in x]
---
def f():
    a = 1
    class C:
        a = 2
        b = [a for i in x if (lambda: a)]
---
def f():
    a = 1
    class C:
        [[a for j in a] for i in a]
---
class C:
    def m(self): return [__class__ for i in y], (super() for i in y)
---
class C:
    [(__a, __b) for __a in x]
---
async def f(): return [i async for i in x]
---
async def f(): return [await i for i in x]
---
async def f(): return [[j async for j in i] for i in x]
---
async def f(): return (i async for i in x)
---
def f(): return (i async for i in x)
---
def f(): return (await i for i in x)
---
async def f(): return [(j async for j in i) for i in x]
---
async def f(): return ([j async for j in i] for i in x)
---
async def f(): return {await i: await j for i, j in x}, {await k for k in y}
---
async def f(): return [i for i in await x]
---
async def f(): return lambda: [i for i in x]
---
async def f():
    def g(): return [i for i in x]
    async def h(): return [i async for i in x]
---
def f():
    class C:
        class D:
            def g(self):
                def h(): pass
---
def f():
    global g, C
    def g():
        def h(): pass
    class C:
        def m(self): pass
---
global g
def g(): pass
---
class C:
    global g
    def g(self): pass
    class D: pass
---
def f():
    "Doc."
---
def f():
    '''  First.

        Second.
          Third.
    '''
---
class C:
    '''One
    \ttab
      two

        '''
---
''' Module.
  text
'''
---
def f():
    "a" "b"
---
def f():
    f"no"
---
def f():
    b"no"
---
async def f():
    '''
    Doc.\\x20\\x20
      x

    '''
---
def f(): x; x = 1; y
---
def f():
    x = 1
    def g():
        y = 2
        def h():
            z = 3
            return lambda: (x, y, z)
---
def f(a):
    def g():
        def h():
            nonlocal a
            a = 1
---
def f():
    a = b = c = 1
    def g(): return c, b, a
    class D:
        z = b
        def m(self): return c
---
def f():
    for x in y: pass
    def g(): return x
---
def f():
    try: pass
    except E as e: (lambda: e)
---
def f():
    with a as b: (lambda: b)
    import c
    lambda: c
---
def f(x):
    match x:
        case [y, *z]: return lambda: (y, z)
---
def f(a, b=(c := 1)): pass
---
def f(a=[i for i in x]): pass
---
@d([i for i in x])
def f(): pass
---
class C([i for i in x]): pass
---
x = [i for i in range(3)] + [i for i in range(4)]
---
def f(): [i for i in x]; [j for i in x for j in i]; i = 2
---
def f():
    [i for i in x]
    def g(): return i
---
def f(x): return [(yy := i, lambda: yy) for i in x]
---
def f():
    locals()
    exec("a = 1")
---
def f():
    return {**{k: v for k, v in x}, 'a': [k for k in y]}
---
def f(a, b):
    return [a for a in b if [b for b in a]]
---
def f(): return [x for x in [y for y in [z for z in q]]]
---
def f():
    async def g(): await x
    def h(): return (await y for y in z)
---
def f():
    x: [i for i in y] = 1
---
class C:
    x: [i for i in y] = 1
---
x: (yield_ := 1) = 2
---
if x:
    def f(): pass
else:
    def f(): return 1
---
while 0:
    def f(): return [a for a in b]
---
def f():
    while 1:
        x = [a for a in b]
        if x: break
    else:
        y = 1
---
def f(*, a=lambda: b, c: (lambda: d) = 1): pass
---
def f(self, *args, __class__=1): return __class__
---
class C:
    def f(self):
        class D:
            def g(self): return super(), __class__
        return __class__
---
class C:
    def f(self):
        nonlocal __class__
        __class__ = 1
---
class C:
    __class__ = 1
    def f(self): return __class__
---
def f(a, (b)=1): pass
---
x = yield_ = lambda *, __a: __a
---
def f(__a): return __a
---
print(*[i for i in x], **{i: i for i in y})
---
def f(): return not (a and b or c); a = b = c = 1
---
def f():
    if a: return
    elif b: c = 1
    for _ in (d,): e = 1
    a = b = d = 1
---
def f(x):
    for a.b in x: c = 1
    for a[d] in x: pass
    a = d = 1
---
def f():
    return [a for a.b in c for d[a] in e]
---
def f():
    x = [*a, *b]; (c, *d) = e; [g, h] = x
---
def f():
    class C: x = y
    y = C
---
def f():
    return sorted(x, key=lambda v: v[i]), [i for i in x]
---
class C:
    a = [lambda: (i, j) for i in y]
    j = [lambda: j for i in y for j in i]
---
def f():
    [a for d in a]; [d for x in y]
---
def f():
    [d for x in y]; [a for d in a]
---
def g():
    d = 1
    def f():
        [a for d in a]; [d for x in y]
---
def g():
    d = 1
    def f():
        [a for d in a]; [d for x in y]; d
---
[a for d in a]; [d for x in y]
---
[d for x in y]
def f():
    global d
"""

# The compiler of 3.12.1 falls over these.
SNIPPETS_CLASS_IN_COMPREHENSION = """
def f():
    class C:
        x = [__class__ for i in y]
        def m(self): return [super() for i in y]
---
class C:
    a = [__class__ for i in y]
    b = [__class__ for i in y]
    c = (__class__ for i in y)
---
class C:
    a = [[__class__ for j in i] for i in y]
    def f(self): return __class__
---
class C:
    __class__ = 1
    a = [__class__ for i in y]
---
class C:
    class D:
        a = [__class__ for i in y]
        b = __class__
---
class C:
    a = [lambda: __class__ for i in y]
"""

SNIPPETS_312 = """
def f[T](a: T) -> T: return T
---
def f[T: int, *Ts, **P](a: T, *b: *Ts): return a
---
def f[T: (int, str)](a: T = 1, *, b=2): return lambda: T
---
async def f[T](): yield T
---
class C[T]: pass
---
class C[T](B[T], metaclass=M):
    x: T
    def m(self, a: T): return T
---
class C[T: lambda: x]:
    def m[U: (T, lambda: U)](self, a: U) -> T: return super().m(T, U)
---
type X = int
---
type X[T] = list[T]
---
type X[T: X] = lambda: (X, T)
---
def f():
    type X[T] = (T, y)
    y = 1
    return X
---
class C:
    y = 1
    type X = y
    type Y[T: y] = (T, y, z)
    def m[T: y](self, a: y): return y
---
def f():
    y = 1
    class C:
        y = 2
        type X = y
        def m[T: y](self, a: y): return y
---
def f():
    y = 1
    class C:
        type X = y
        def m[T: y](self, a: y): return y
---
class C:
    class D[T]:
        type X = T
---
class C[__T]:
    def f(self, a: __T): return __T
---
class C:
    def f[__T](self, a: __T): return __T
---
class C[__T](__B, x=__T): pass
---
class C:
    global y
    y = 1
    type X = y
---
def f():
    global g, A
    def g[T](): pass
    type A[T] = lambda: 1
    class B[T]: pass
---
class C[T]:
    def f(self): return __class__
    x = [T for i in y]
---
def f[T](a: [i for i in x], b: (i for i in T)): pass
---
class C:
    x = 1
    def f[T: [x for i in y]](self, a: [x for i in y]): pass
---
class C:
    type A = [x for x in y]
    type B = (x for x in y)
    type D = lambda: y
---
type A[T] = [T for i in x]
---
from __future__ import annotations
def f[T: U](a: T) -> V: return T
---
def f():
    type A[T, *U] = (T, U)
    class B[V](A): x: V
    def g[W](w: W): return A, B, W
---
@d
def f[T](): pass
---
@d
class C[T]: pass
---
def outer[T]():
    def inner[U](a: T): return T, U
    class K[V]: x: T
    type Z = T
---
class C[T, U](T, U): pass
---
def f():
    x = [i for i in y]
    type A = x
"""

SNIPPETS_313 = """
def f[T = int](a: T): return T
---
class C[T: int = str, *Ts = *tuple[int], **P = [int]]: pass
---
type X[T = lambda: T, U = T] = (T, U)
---
class C:
    y = 1
    def f[T = y](self): pass
    type X[T: y = y] = T
---
class C[__T, U = __T](__T, __U): pass
"""


def split(text: str) -> list[str]:
    return [part.strip("\n") + "\n" for part in text.split("\n---\n")]
