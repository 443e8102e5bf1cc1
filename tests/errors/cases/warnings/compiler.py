The compiler's warnings: once each, at the right file and line.
#: invalid-escape
x = 1
y = "\d"
#: invalid-escape-bytes
y = b"\d"
#: invalid-escape-multi-line
y = """
a
\d
"""
#: invalid-escape-fstring
y = f"\d{1}\q"
#: invalid-octal
y = "\777"
#: is-literal
x = 1
if x is 1: pass
#: is-not-literal
x = 1
print(x is not "a")
#: is-tuple
x = 1
print(x is ())
#: assert-tuple
assert (1, "message")
#: call-literal
try:
    1(2)
except TypeError as e:
    print(e)
#: call-string
"a"()
#: call-list
[1](2)
#: subscript-literal
1[0]
#: subscript-comma
x = [[1] (2), 3]
#: subscript-string-index
"abc"["a"]
#: number-keyword
x = 1if 1 else 2
#: number-keyword-hex
x = 0xfor 1
#: in-function-once
def f():
    return "\d"
f(); f()
#: in-module
import helper
#+ helper.py
def f(x):
    return x is 5
#: in-compile
compile("x is 1", "some file", "exec")
#: in-exec
exec("x = 1\nprint(x is 1)")
#: in-eval
eval("'a' is 1")
#: as-error | -W error
x = "\d"
#: as-error-is | -W error
x = 1
x is 1
#: as-error-compile | -W error
try:
    compile("x is 1", "f", "exec")
except SyntaxError as e:
    print(type(e), e, e.filename, e.lineno, e.offset, e.text)
#: ignored | -W ignore
x = "\d"
#: filtered
import warnings
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    compile("x is 1\n'\\d'", "f", "exec")
print([(w.category.__name__, str(w.message), w.filename, w.lineno) for w in caught])
#: future-annotations
from __future__ import annotations
x: "\d" = 1
