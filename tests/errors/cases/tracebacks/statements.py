Where a statement fails: the line and the markers.
#: expression
x = 1
x.nothing
#: assignment
x = 1
y = x.nothing
#: assign-to-attribute
x = 1
x.nothing = 2
#: assign-to-item
x = ()
x[0] = 1 + 2
#: assign-several
a = b = [][1]
#: assign-second-target
a = [].b = 3
#: unpack-too-few
a, b, c = 1, 2
#: unpack-too-many
(a, b) = range(3)
#: unpack-not-iterable
a, b = 17
#: unpack-nested
a, (b, c) = 1, (2, 3, 4)
#: unpack-star
a, *b, c = [1]
#: unpack-into-attribute
x = 1
a, x.b = 1, 2
#: unpack-in-function
def f():
    a, (b, *c) = 1, ()
f()
#: augmented-name
x = 1
x += "a"
#: augmented-name-unbound
def f():
    x += 1
f()
#: augmented-global-undefined
nothing += 1
#: augmented-attribute
class A: pass
A.x = 1
A.x += "a"
#: augmented-attribute-missing
class A: pass
A.x -= 1
#: augmented-item
x = {"a": None}
x["a"] *= 2 + 3
#: augmented-item-missing
x = {}
x["a"] *= 2
#: augmented-store-fails
x = (1, 2)
x[0] += 1
#: augmented-value-fails
x = 1
x += 1 / 0
#: annotated
x: int = 1 / 0
#: annotation-fails
x: nothing = 1
#: annotation-only
x: nothing
#: annotated-attribute
x = 1
x.y: int = 3
#: delete-name
del nothing
#: delete-local
def f():
    del x
    x = 1
f()
#: delete-attribute
x = 1
del x.nothing
#: delete-item
x = []
del x[3]
#: delete-second
x = 1
del x, x
#: delete-in-tuple
x = 1
del (x, [x.y])
#: assert
x = 2
assert x == 3
#: assert-message
assert not 1, "a message"
#: assert-message-fails
assert 0, 1 / 0
#: assert-multi-line
x = 1
assert (x ==
        2), (
    "text")
#: assert-test-fails
assert nothing
#: raise
raise ValueError("a")
#: raise-class
raise ValueError
#: raise-not-exception
raise 3
#: raise-not-exception-class
raise int
#: raise-class-returning-other
class A(Exception):
    def __new__(cls): return 3
raise A
#: raise-class-failing
class A(Exception):
    def __init__(self): 1 / 0
raise A
#: raise-from-not-exception
raise ValueError from 3
#: raise-from-class
raise ValueError from KeyError
#: raise-nothing
raise
#: raise-nothing-in-function
def f():
    raise
f()
#: raise-expression-fails
raise ValueError(nothing)
#: raise-cause-fails
raise ValueError from nothing
#: return
def f(x):
    return x + 1
f("a")
#: for-not-iterable
for x in 3:
    pass
#: for-iter-fails
for x in nothing:
    pass
#: for-next-fails
class I:
    def __iter__(self): return self
    def __next__(self): raise ValueError("in next")
for x in I():
    pass
#: for-body-fails
for x in [1, 2]:
    print(x)
    if x == 2:
        x.nothing
#: for-target-fails
for a, b in [(1, 2), 3]:
    print(a)
#: for-target-attribute
x = 1
for x.y in [1]:
    pass
#: for-target-unpack-local
def f():
    for a, b in [(1, 2, 3)]:
        pass
f()
#: for-else-fails
for x in []:
    pass
else:
    1 / 0
#: for-multi-line
for x in (
    nothing,
    2,
):
    pass
#: while-test-fails
n = 2
while 4 / n:
    n -= 1
#: if-test-fails
if nothing:
    pass
#: elif-test-fails
if 0:
    pass
elif nothing:
    pass
#: second-elif-test-fails
def f():
    if 0:
        pass
    elif 0:
        pass
    elif 1 / 0:
        pass
    else:
        pass
f()
#: if-bool-fails
class B:
    def __bool__(self): return 3
if B():
    pass
#: elif-bool-fails
class B:
    def __bool__(self): 1 / 0
if 0: pass
elif B():
    pass
#: while-bool-fails
class B:
    def __bool__(self): 1 / 0
while B():
    pass
#: with-fails-entering
class M:
    def __enter__(self): 1 / 0
    def __exit__(self, *a): pass
with M() as m:
    pass
#: with-fails-leaving
class M:
    def __enter__(self): pass
    def __exit__(self, *a): 1 / 0
with M() as m:
    pass
#: with-fails-leaving-on-error
class M:
    def __enter__(self): pass
    def __exit__(self, *a): 1 / 0
with M() as m:
    raise KeyError(1)
#: with-body-fails
class M:
    def __enter__(self): pass
    def __exit__(self, *a): pass
def f():
    with M() as m:
        [].nothing
f()
#: with-protocol
with 3 as m:
    pass
#: with-protocol-exit
class M:
    def __enter__(self): pass
with M():
    pass
#: with-manager-fails
with open("/no/such/file") as f:
    pass
#: with-target-fails
import contextlib
with contextlib.nullcontext((1, 2)) as (a, b, c):
    pass
#: with-second-fails
import contextlib
with contextlib.nullcontext(1) as a, contextlib.nullcontext(1 / 0) as b:
    pass
#: with-parenthesised
import contextlib
with (
    contextlib.nullcontext(1) as a,
    a.nothing as b,
):
    pass
#: with-exit-bool-fails
class B:
    def __bool__(self): 1 / 0
class M:
    def __enter__(self): pass
    def __exit__(self, *a): return B()
with M():
    [][1]
#: try-else-fails
try:
    pass
except ValueError:
    pass
else:
    1 / 0
#: try-finally-fails
try:
    pass
finally:
    1 / 0
#: try-finally-both
try:
    [][1]
finally:
    1 / 0
#: except-type-fails
try:
    1 / 0
except nothing:
    pass
#: except-type-is-none
try:
    1 / 0
except "a string":
    pass
#: except-type-in-tuple
try:
    1 / 0
except (ValueError, 3):
    pass
#: except-passes-on
def f():
    try:
        1 / 0
    except ValueError:
        pass
f()
#: except-reraises
def f():
    try:
        1 / 0
    except ZeroDivisionError:
        raise
f()
#: except-reraises-name
def f():
    try:
        1 / 0
    except ZeroDivisionError as e:
        raise e
f()
#: finally-passes-on
def f():
    try:
        1 / 0
    finally:
        print("finally")
f()
#: import-missing
import nothing_of_this_name
#: import-missing-in-package
import os.nothing_of_this_name
#: from-import-missing
from os import nothing_of_this_name
#: from-import-suggestion
from collections import NamedTuple, deque
from collections import counter
#: from-import-module-missing
from nothing_of_this_name import x
#: import-relative
from . import x
#: import-relative-from
from ..x import y
#: import-star-missing
from helper import *
#+ helper.py
__all__ = ["nothing"]
#: import-module-fails
import helper
#+ helper.py
x = 1
y = x.nothing
#: import-in-function-fails
def f():
    import package.helper as h
f()
#+ package/__init__.py
#+ package/helper.py
def g():
    raise ValueError("in the package")
g()
#: import-circular
import first
#+ first.py
from second import b
a = 1
#+ second.py
from first import a
b = 1
#: import-circular-attribute
import first
#+ first.py
import second
a = 1
#+ second.py
import first
first.a
#: import-syntax-error
import helper
#+ helper.py
def f(:
    pass
#: from-import-syntax-error
def f():
    from package import helper
f()
#+ package/__init__.py
#+ package/helper.py
x = 1
await x
#: import-same-name-as-program
import case
#: import-shadows-library
import random
random.nothing
#+ random.py
x = 1
#: match-subject-fails
match nothing:
    case 1: pass
#: match-guard-fails
match 1:
    case x if x.nothing: pass
#: match-value-fails
import os
match 1:
    case os.nothing: pass
#: match-class-fails
match 1:
    case int(x, y): pass
#: match-class-not-class
x = 3
match 1:
    case x(): pass
#: match-class-unknown
match 1:
    case nothing(): pass
#: match-class-attribute-twice
class P:
    __match_args__ = ("x",)
    x = 1
match P():
    case P(1, x=2): pass
#: match-args-not-tuple
class P:
    __match_args__ = "x"
match P():
    case P(1): pass
#: match-args-not-str
class P:
    __match_args__ = (1,)
match P():
    case P(1): pass
#: match-eq-fails
class E:
    def __eq__(self, other): 1 / 0
match E():
    case 3: pass
#: match-mapping-duplicate
class K: x = "a"
match {"a": 1}:
    case {"a": 1, K.x: 2}: pass
#: match-body-fails
match [1, 2]:
    case [a, b]:
        a.nothing
#: two-on-a-line
x = 1; y = x.nothing; z = 2
#: tabs-and-wide
if 1:
	x = "éöü", nothing, "漢字", 1
#: wide-before
x = "漢字漢字" + 1
#: form-feed
x = 1

y = x.nothing
#: very-long-line
x = ["aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", nothing, "bbbbbbbbbbbbbbbbbbbbbbb"]
#: global-deleted
def f():
    global x
    del x
f()
#: nonlocal-unbound
def f():
    def g():
        return x
    g()
    x = 1
f()
#: print-then-fail
print("before")
raise ValueError("after")
