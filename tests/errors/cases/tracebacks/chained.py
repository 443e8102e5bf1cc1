Causes, contexts, groups, notes.
#: context
try:
    {}["k"]
except KeyError:
    int("x")
#: cause
def f():
    try:
        {}["k"]
    except KeyError as e:
        raise ValueError("v") from e
f()
#: cause-none
try:
    {}["k"]
except KeyError as e:
    raise ValueError("v") from None
#: three
def a(): raise KeyError("a")
def b():
    try: a()
    except KeyError: raise ValueError("b")
def c():
    try: b()
    except ValueError as e: raise TypeError("c") from e
c()
#: context-in-finally
def f():
    try:
        {}["k"]
    finally:
        [][1]
f()
#: context-cycle
try:
    1 / 0
except ZeroDivisionError as e:
    try:
        raise ValueError from e
    except ValueError as f:
        raise e
#: reraised-later
saved = None
def f():
    {}["k"]
try:
    f()
except KeyError as e:
    saved = e
def g():
    raise saved
g()
#: reraised-twice
def f():
    try:
        1 / 0
    except ZeroDivisionError as e:
        try:
            raise e
        except ZeroDivisionError as e2:
            raise e2
f()
#: raised-in-loop
e = ValueError("same")
for i in range(3):
    try:
        raise e
    except ValueError:
        pass
raise e
#: with-traceback
def f():
    1 / 0
try:
    f()
except ZeroDivisionError as e:
    tb = e.__traceback__
raise ValueError("other").with_traceback(tb)
#: with-traceback-none
def f():
    1 / 0
try:
    f()
except ZeroDivisionError as e:
    raise e.with_traceback(None)
#: note
e = ValueError("v")
e.add_note("a note\nof two lines")
e.add_note("another")
raise e
#: note-in-handler
try:
    1 / 0
except Exception as e:
    e.add_note("noted")
    raise
#: group
raise ExceptionGroup("several", [ValueError(1), TypeError("t")])
#: group-with-tracebacks
def f(x): 1 / x
errors = []
for x in (0, "a"):
    try:
        f(x)
    except Exception as e:
        errors.append(e)
raise ExceptionGroup("several", errors)
#: group-nested
raise ExceptionGroup("outer", [ExceptionGroup("inner", [ValueError(1), KeyError(2)]), BlockingIOError()])
#: group-base
raise BaseExceptionGroup("base", [KeyboardInterrupt(), ValueError()])
#: group-bad
ExceptionGroup("x", [])
#: group-bad-items
ExceptionGroup("x", [1])
#: group-bad-base
ExceptionGroup("x", [KeyboardInterrupt()])
#: group-many
raise ExceptionGroup("many", [ValueError(i) for i in range(20)])
#: group-deep
e = ValueError("deep")
for i in range(12):
    e = ExceptionGroup(f"level {i}", [e])
raise e
#: group-note
e = ExceptionGroup("g", [ValueError(1)])
e.add_note("note")
e.exceptions[0].add_note("inner note")
raise e
#: group-cause
try:
    1 / 0
except ZeroDivisionError as e:
    raise ExceptionGroup("g", [ValueError(1)]) from e
#: star-unhandled
try:
    raise ExceptionGroup("g", [ValueError(1), TypeError(2)])
except* ValueError as e:
    print(repr(e))
#: star-raises
try:
    raise ExceptionGroup("g", [ValueError(1), TypeError(2)])
except* ValueError as e:
    raise KeyError("new")
except* TypeError as e:
    raise OSError("new too") from e
#: star-reraises
try:
    raise ExceptionGroup("g", [ValueError(1), TypeError(2), KeyError(3)])
except* ValueError as e:
    raise
except* TypeError:
    pass
#: star-naked
try:
    1 / 0
except* ZeroDivisionError as e:
    print(repr(e))
    raise
#: star-naked-unhandled
def f():
    try:
        1 / 0
    except* ValueError as e:
        pass
f()
#: star-group-type
try:
    1 / 0
except* ExceptionGroup:
    pass
#: star-bad-type
try:
    1 / 0
except* 3:
    pass
#: star-type-fails
try:
    raise ExceptionGroup("g", [ValueError(1)])
except* nothing:
    pass
#: star-function
def f():
    raise ExceptionGroup("g", [ValueError(1), TypeError(2)])
def g():
    try:
        f()
    except* ValueError:
        1 / 0
g()
#: star-else-finally
try:
    pass
except* ValueError:
    pass
else:
    1 / 0
finally:
    print("finally")
#: str-fails
class E(Exception):
    def __str__(self): 1 / 0
raise E(1)
#: str-empty
class E(Exception): pass
raise E
#: name-nested-class
class A:
    class E(Exception): pass
raise A.E("nested")
#: name-module
class E(Exception): pass
E.__module__ = "elsewhere"
raise E("x")
#: multi-line-message
raise ValueError("one\ntwo\n\nthree")
#: surrogates
raise ValueError("\udc80 é")
#: os-error
open("/no/such/file", "w")
#: key-error
{}["a\nb"]
#: syntax-error-by-hand
raise SyntaxError("by hand", ("file.py", 3, 5, "a b c d", 3, 7))
#: syntax-error-by-hand-empty
raise SyntaxError("by hand")
#: unicode-error
"é".encode("ascii")
#: unicode-decode
b"\xff".decode()
#: keyboard-interrupt
raise KeyboardInterrupt
#: generator-exit
raise GeneratorExit("x")
#: base-exception
class E(BaseException): pass
raise E(1, 2)
#: exception-context-set
e = ValueError("outer")
e.__context__ = KeyError("set by hand")
raise e
#: suggestion-global
counter = 1
print(countr)
#: suggestion-local
def f():
    number = 1
    return numbr
f()
#: suggestion-builtin
prnt(1)
#: suggestion-attribute
class A:
    value = 1
A().valu
#: suggestion-attribute-self
class A:
    def __init__(self): self.total = 1
    def f(self): return total
A().f()
#: suggestion-module
import json
json.load_s("1")
#: suggestion-import
print(sys.argv)
#: suggestion-import-name
from itertools import prodct
#: suggestion-list
[].apend(1)
#: suggestion-closure
def f():
    outer = 1
    def g():
        return outr
    g()
    outer
f()
#: suggestion-in-comprehension
def f():
    number = 1
    return [numbr for x in [1]]
f()
#: suggestion-in-class-body
class A:
    value = 1
    print(valu)
#: suggestion-none
print(zzzzzzz)
#: suggestion-keyword
def f(*, timeout): pass
f(timeot=1)
