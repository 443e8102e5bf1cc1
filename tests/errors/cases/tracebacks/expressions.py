Where an expression fails.
#: binary
1 + 2 + "a" + 3
#: binary-multi-line
x = (1 +
     2 +
     "a")
#: binary-multi-line-right
x = ("a" % (
    1,
    2))
#: binary-parenthesised
x = (1 + (2)) / (0)
#: binary-spaces
x = 1   //   0
#: unary
-"a"
#: unary-invert
x = [~"a"]
#: not
class B:
    def __bool__(self): 1 / 0
x = not B()
#: negative-constant
x = -1 .nothing
#: compare
1 < "a"
#: compare-chain
1 < 2 < "a"
#: compare-in
1 in 2
#: compare-multi-line
x = (1
     <
     "a")
#: bool-operator
x = 1 and [].nothing
#: bool-operator-bool-fails
class B:
    def __bool__(self): 1 / 0
x = B() or 1
#: conditional
x = 1 if nothing else 2
#: conditional-bool-fails
class B:
    def __bool__(self): 1 / 0
x = 1 if B() else 2
#: conditional-arm
x = [].nothing if 1 else 2
#: attribute
import os
os.path.nothing.more
#: attribute-multi-line
import os
x = (os
     .path
     .nothing)
#: attribute-of-none
x = None
x.strip().nothing
#: subscript
x = [1, 2]
x[5]
#: subscript-multi-line
x = {"a": {"b": 1}}
x["a"][
    "c"
]
#: subscript-not-subscriptable
x = 1
y = x[0][1]
#: subscript-slice
x = 1
y = x[0:1]
#: subscript-slice-bad
x = [1]
y = x["a":]
#: subscript-index-fails
x = [1]
x[nothing]
#: call-native
int("a")
#: call-not-callable
x = 3
x()
#: call-none
None(1, 2)
#: call-function
def f(a): return a.nothing
print(f(1))
#: call-method
class A:
    def m(self): return self.nothing
A().m()
#: call-method-multi-line
class A:
    def m(self): return self
    def bad(self, x): raise ValueError(x)
x = (A()
     .m()
     .bad(
         3,
     )
     .m())
#: call-method-native-multi-line
x = (
    "abc"
    .upper()
    .index("x")
)
#: call-arguments-multi-line
def f(a, b): 1 / 0
f(
    1,
    2,
)
#: call-argument-fails
def f(a, b): pass
f(1,
  nothing)
#: call-nested
def f(x): return 1 / x
print(f(f(1) - 1.0), f(2))
#: call-missing-argument
def f(a, b): pass
f(1)
#: call-missing-arguments
def f(a, b, c, *, d, e): pass
f()
#: call-missing-keyword-only
def f(*, d, e): pass
f(d=1)
#: call-too-many
def f(a): pass
f(1, 2)
#: call-too-many-with-default
def f(a, b=2): pass
f(1, 2, 3)
#: call-unexpected-keyword
def f(a): pass
f(1, b=2)
#: call-unexpected-keyword-suggestion
def f(value): pass
f(valu=2)
#: call-positional-only
def f(a, /): pass
f(a=1)
#: call-multiple-values
def f(a): pass
f(1, a=2)
#: call-star-not-iterable
def f(a): pass
f(*3)
#: call-star-iteration-fails
def g():
    yield 1
    raise ValueError("in g")
print(*g())
#: call-double-star-not-mapping
def f(a): pass
f(**3)
#: call-double-star-twice
def f(**k): pass
f(**{"a": 1}, **{"a": 2})
#: call-double-star-not-string
def f(**k): pass
f(**{1: 2})
#: call-double-star-missing
def f(a): pass
f(**{"b": 1})
#: call-keyword-value-fails
def f(a): pass
f(a=[][0])
#: call-method-keyword
"a".split(x=1)
#: call-class
class A:
    def __init__(self, x): self.x = x.nothing
A(1)
#: call-class-arguments
class A: pass
A(1)
#: call-method-arguments
class A:
    def m(self): pass
A().m(1, 2)
#: call-qualified-arguments
class A:
    class B:
        @staticmethod
        def m(a): pass
A.B.m()
#: call-lambda-arguments
(lambda x: x)()
#: call-lambda
f = lambda x: x.nothing
f(1)
#: call-lambda-multi-line
f = lambda x: (
    x
    .nothing
)
f(1)
#: call-object
class A:
    def __call__(self, x): return x / 0
A()(1)
#: list-display
[1, 2, nothing]
#: list-star
[1, *2]
#: set-unhashable
{1, []}
#: set-star
{1, *2}
#: dict-unhashable
{1: 2, []: 3}
#: dict-double-star
{"a": 1, **3}
#: dict-multi-line
x = {
    "a": 1,
    "b": nothing,
}
#: tuple-star
x = 1, *2
#: fstring
x = 1
f"{x} {x.nothing}"
#: fstring-format
x = "a"
print(f"value: {x:d} end")
#: fstring-conversion
class A:
    def __repr__(self): 1 / 0
f"{A()!r}"
#: fstring-nested
width = "a"
f"{1:{width}}"
#: fstring-multi-line
x = f"""
{1}
{nothing}
"""
#: fstring-implicit
x = ("abc"
     f"{1}"
     f"{1 + 'a'}")
#: fstring-debug
x = 1
f"{x=} {x.y=}"
#: walrus
(x := nothing)
#: walrus-in-if
if (x := [][0]):
    pass
#: list-comprehension-item
[x.nothing for x in [1]]
#: list-comprehension-iterable
[x for x in nothing]
#: list-comprehension-not-iterable
[x for x in 3]
#: list-comprehension-condition
[x for x in [1] if x.nothing]
#: list-comprehension-condition-bool
class B:
    def __bool__(self): 1 / 0
[x for x in [B()] if x]
#: list-comprehension-second
[y for x in [1] for y in x]
#: list-comprehension-unpack
[a for a, b in [(1, 2), 3]]
#: list-comprehension-in-function
def f(a):
    return [
        1 / x
        for x in a
    ]
f([1, 0])
#: list-comprehension-nested
def f():
    return [[1 / y for y in x] for x in [[0]]]
f()
#: list-comprehension-next-fails
def g():
    yield 1
    1 / 0
x = [y for y in g()]
#: list-comprehension-call
def f(x): raise ValueError(x)
x = [f(y) for y in range(3)]
#: list-comprehension-in-class
class A:
    x = [y.nothing for y in [1]]
#: list-comprehension-cell
def f():
    return [lambda: x for x in [1]] + [(lambda: y)() / 0 for y in [1]]
f()
#: set-comprehension
{[x] for x in [1]}
#: set-comprehension-item
{1 / x for x in [0]}
#: dict-comprehension-key
{[]: x for x in [1]}
#: dict-comprehension-value
{x: x.nothing for x in [1]}
#: dict-comprehension-unpack
{a: b for a, b in [1]}
#: generator-expression
print(list(1 / x for x in [1, 0]))
#: generator-expression-iterable
g = (x for x in nothing)
#: generator-expression-not-iterable
g = (x for x in 3)
#: generator-expression-sum
def f():
    return sum(x
               for x in [1, "a"])
f()
#: generator-expression-any
any(x.nothing for x in [1])
#: lambda-in-sorted
sorted([1, 2], key=lambda x: x.nothing)
#: map-native
list(map(int, ["1", "x"]))
#: map-function
def f(x): return 1 / x
list(map(f, [1, 0]))
#: sorted-compare
sorted([1, "a"])
#: sorted-compare-guest
class A:
    def __lt__(self, other): raise ValueError("lt")
sorted([A(), A()])
#: operator-guest
class A:
    def __add__(self, other): return self.nothing
A() + 1
#: operator-reflected
class A:
    def __radd__(self, other): raise ValueError("radd")
1 + A()
#: operator-in-place
class A:
    def __iadd__(self, other): raise ValueError("iadd")
a = A()
a += 1
#: comparison-guest
class A:
    def __eq__(self, other): raise ValueError("eq")
[1, A()].index(A())
#: contains-guest
class A:
    def __contains__(self, x): raise ValueError("in")
1 in A()
#: getitem-guest
class A:
    def __getitem__(self, i): raise KeyError(i)
A()[1:2, 3]
#: setitem-guest
class A:
    def __setitem__(self, i, v): raise KeyError(i)
a = A()
a[1] = 2
#: delitem-guest
class A:
    def __delitem__(self, i): raise KeyError(i)
a = A()
del a[1]
#: getattr-guest
class A:
    def __getattr__(self, name): raise AttributeError("no " + name)
A().nothing
#: setattr-guest
class A:
    def __setattr__(self, name, value): raise AttributeError("read-only " + name)
A().x = 3
#: iter-guest
class A:
    def __iter__(self): 1 / 0
list(A())
#: iter-guest-bad
class A:
    def __iter__(self): return 3
for x in A(): pass
#: str-guest
class A:
    def __str__(self): 1 / 0
print(A())
#: str-guest-bad
class A:
    def __str__(self): return 3
str(A())
#: len-guest-bad
class A:
    def __len__(self): return -1
len(A())
#: hash-guest
class A:
    def __hash__(self): 1 / 0
{A(): 1}
#: property
class A:
    @property
    def x(self):
        return self.y / 0
    y = 1
A().x
#: property-attribute-error
class A:
    @property
    def x(self):
        return self.nothing
A().x
#: property-without-setter
class A:
    @property
    def x(self): pass
A().x = 1
#: descriptor
class D:
    def __get__(self, o, t): raise ValueError("get")
class A:
    x = D()
A.x
#: set-name-fails
class D:
    def __set_name__(self, o, n): raise ValueError("set name")
class A:
    x = D()
#: name-undefined
print(nothing)
#: name-free-unbound
def f():
    if 0: x = 1
    return lambda: x
f()()
#: name-local-unbound
def f():
    print(x)
    x = 1
f()
#: name-after-except
try:
    1 / 0
except ZeroDivisionError as e:
    pass
print(e)
#: name-in-class
class A:
    print(nothing)
#: name-class-deleted
class A:
    x = 1
    del x
    del x
#: big-int-to-str
x = 10 ** 5000
str(x)
#: division-in-default
def f(a, b=1 / 0): pass
#: default-multi-line
def f(
    a=1,
    b=nothing,
): pass
#: annotation-in-signature
def f(a: nothing): pass
#: annotation-return
def f() -> nothing: pass
#: decorator-undefined
@nothing
def f(): pass
#: decorator-fails
def d(f): raise ValueError("d")
@d
def f():
    pass
#: decorator-fails-second
def d(f): raise ValueError("d")
def e(f): return f
@d
@e
class A:
    pass
#: decorator-not-callable
@3
def f(): pass
#: decorator-with-arguments
def d(x):
    return lambda f: f.nothing
@d(
    1
)
def f():
    pass
#: decorated-call
import functools
def d(f):
    @functools.wraps(f)
    def wrapper(*args, **kwargs):
        return f(*args, **kwargs)
    return wrapper
@d
def f(x):
    return 1 / x
f(0)
#: lambda-default
f = lambda x=nothing: x
#: class-base-undefined
class A(nothing): pass
#: class-base-bad
class A(3): pass
#: class-base-conflict
class A(int, str): pass
#: class-base-duplicate
class B: pass
class A(B, B): pass
#: class-mro
class X: pass
class Y(X): pass
class A(X, Y): pass
#: class-final
class A(bool): pass
#: class-keyword
class A(x=1): pass
#: class-keyword-fails
class A(metaclass=nothing): pass
#: class-metaclass-fails
class M(type):
    def __new__(cls, name, bases, ns):
        raise ValueError(name)
class A(metaclass=M):
    x = 1
#: class-metaclass-conflict
class M(type): pass
class N(type): pass
class A(metaclass=M): pass
class B(metaclass=N): pass
class C(A, B): pass
#: class-prepare-bad
class M(type):
    @classmethod
    def __prepare__(cls, *a): return 3
class A(metaclass=M): pass
#: class-body
class A:
    x = 1
    y = x.nothing
#: class-body-nested
class A:
    class B:
        def f(): raise ValueError("f")
        f()
#: class-init-subclass
class A:
    def __init_subclass__(cls): raise ValueError(cls.__name__)
class B(A):
    pass
#: class-slots
class A:
    __slots__ = ("x",)
A().y = 1
#: class-abstract
import abc
class A(abc.ABC):
    @abc.abstractmethod
    def m(self): pass
A()
#: super-missing
class A:
    def m(self): super().m()
A().m()
#: super-no-arguments
def f(): super()
f()
#: super-outside
super()
#: dataclass-missing
import dataclasses
@dataclasses.dataclass
class A:
    x: int
    y: int
A(1)
#: dataclass-frozen
import dataclasses
@dataclasses.dataclass(frozen=True)
class A:
    x: int
A(1).x = 2
#: dataclass-order
import dataclasses
@dataclasses.dataclass
class A:
    x: int = 1
    y: int
#: enum-missing
import enum
class E(enum.Enum):
    A = 1
E(3)
#: enum-attribute
import enum
class E(enum.Enum):
    A = 1
E.B
#: namedtuple-missing
import collections
P = collections.namedtuple("P", "x y")
P(1)
#: typing-namedtuple
import typing
class P(typing.NamedTuple):
    x: int
P()
#: partial
import functools
def f(a, b): return a / b
functools.partial(f, 1)(0)
#: lru-cache
import functools
@functools.lru_cache
def f(a): return 1 / a
f(0)
#: cached-property
import functools
class A:
    @functools.cached_property
    def x(self): return 1 / 0
A().x
#: singledispatch
import functools
@functools.singledispatch
def f(x): raise NotImplementedError(type(x))
f(1)
#: reduce
import functools
functools.reduce(lambda a, b: a / b, [1, 0])
#: contextmanager-body
import contextlib
@contextlib.contextmanager
def m():
    try:
        yield 1
    finally:
        print("left")
with m() as x:
    x.nothing
#: contextmanager-generator-fails
import contextlib
@contextlib.contextmanager
def m():
    yield 1
    1 / 0
with m() as x:
    pass
#: contextmanager-raises-other
import contextlib
@contextlib.contextmanager
def m():
    try:
        yield
    except KeyError as e:
        raise ValueError("other") from e
with m():
    {}[1]
#: contextmanager-no-yield
import contextlib
@contextlib.contextmanager
def m():
    if 0: yield
with m(): pass
#: contextmanager-two-yields
import contextlib
@contextlib.contextmanager
def m():
    yield
    yield
with m(): pass
#: exit-stack
import contextlib
def bad(): raise ValueError("callback")
with contextlib.ExitStack() as s:
    s.callback(bad)
    s.callback(print, "first")
    {}["k"]
#: suppress
import contextlib
with contextlib.suppress(KeyError):
    {}[1]
with contextlib.suppress(KeyError):
    [][1]
#: json
import json
json.loads('{"a": }')
#: json-default
import json
json.dumps({1: object()})
#: re-callback
import re
re.sub("a", lambda m: m.nothing, "abc")
#: struct
import struct
struct.pack("b", 1000)
#: exec-string
exec("x = 1\ny = x.nothing")
#: exec-string-function
ns = {}
exec("def f():\n    1 / 0", ns)
ns["f"]()
#: eval-string
eval("1 + nothing")
#: exec-file-name
exec(compile("\n\n1 / 0", __file__, "exec"))
#: exec-file-name-other
exec(compile("\n\n1 / 0", "elsewhere.py", "exec"))
#: eval-syntax
eval("1 +")
#: exec-syntax
def f():
    exec("def f(:\n    pass")
f()
#: compile-syntax
compile("x = = 1", "a file", "exec")
#: ast-literal
import ast
ast.literal_eval("f(1)")
#: condition-connected
class B:
    def __bool__(self): 1 / 0
if 1 and (0 or not
          B()):
    pass
#: condition-asked-once
class B:
    def __init__(self, value): self.value = value
    def __bool__(self):
        print("asked", self.value)
        return self.value
T, F = B(True), B(False)
if T or F: print(1)
if F or T: print(2)
if T and F: print(3)
if not (T and (F or T)): print(4)
while F and T: pass
assert T or F
x = 1 if (T and T) else 2
print([x for x in [1] if F or T])
if (T if T else F): print(5)
match 1:
    case _ if T or F: print(6)
def g():
    if (yield) or T: print(7)
    if T and (yield) or F: pass
    assert not (F or (yield))
print(list(g()))
#: condition-chain
class B:
    def __bool__(self): 1 / 0
class C:
    def __lt__(self, other): return B()
x = 1
if x and (C() < 3
          < 4): pass
#: condition-chain-value
class B:
    def __bool__(self): 1 / 0
class C:
    def __lt__(self, other): return B()
x = C() < 3 < 4
#: condition-conditional
class B:
    def __bool__(self): 1 / 0
if (B() if 1 else 2): pass
#: condition-in-while
class B:
    def __bool__(self): 1 / 0
x = 1
while not x or B():
    x = 0
#: condition-in-guard
class B:
    def __bool__(self): 1 / 0
match 1:
    case 2: pass
    case x if x and B(): pass
#: condition-in-assert
class B:
    def __bool__(self): 1 / 0
assert B(), "message"
#: condition-in-generator
class B:
    def __bool__(self): 1 / 0
def g():
    if (yield 1) or B():
        pass
list(g())
#: condition-after-comparison
class B:
    def __bool__(self): 1 / 0
if 1 < 2 and B():
    pass
#: condition-before-comparison
class B:
    def __bool__(self): 1 / 0
while B() and 1 < 2:
    pass
#: assert-connected
assert 1 < 2 and (0 or
   None)
#: condition-in-generator-conditional
class B:
    def __bool__(self): 1 / 0
def g():
    x = 1 if not ((yield 1) or B()) else 2
list(g())
#: call-many-arguments-multi-line
class A:
    def m(self, *a): 1 / 0
x = (A()
     .m(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30))
#: call-star-multi-line
class A:
    def m(self, *a): 1 / 0
x = (A()
     .m(*[1]))
#: call-imported-multi-line
import json
def f():
    x = (json
         .loads("x"))
f()
#: attribute-store-multi-line
x = [1]
(x
 .nothing) = 1
#: attribute-augmented-multi-line
x = [1]
(x
 .nothing) += 1
#: dict-comprehension-pair-multi-line
{
    []:
        1
    for x in [1]}
#: suggests-attribute-of-self
class C:
    def __init__(self): self.colour = 1
    def f(self): return colour
C().f()
#: suggests-in-method
class C:
    def f(self):
        colour = 1
        return color
C().f()
#: suggests-in-method-with-cell
class C:
    def f(self):
        colour = 1
        def g(): return self, colour
        return color
C().f()
#: suggests-self-deleted
class C:
    def f(self):
        colour = 1
        del self
        return color
C().f()
#: locals-are-a-dict
import sys
def f(self):
    try: 1 / 0
    except ZeroDivisionError as error: e = error
    frame = e.__traceback__.tb_frame
    print(isinstance(frame.f_locals, dict) == (sys.version_info < (3, 13)))
    print(sorted(frame.f_locals), dict(frame.f_locals)["self"], {**frame.f_locals}["self"], len(frame.f_locals))
    shown = frame.f_locals
    print(type(shown.copy()) is dict, "self" in shown, shown.get("nope"), list(shown.items())[0])
    print(sorted(frame.f_locals | {"a": 1}), sorted({"b": 1} | frame.f_locals), list(reversed(frame.f_locals)))
f(1)
