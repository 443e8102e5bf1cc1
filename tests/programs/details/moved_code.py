"""A code object with another first line: the lines of its frame and traceback move with it."""

import ast
import sys


def show(code, **names):
    try:
        exec(code, names)
    except Exception as error:
        entry = error.__traceback__
        while entry:
            print(entry.tb_lineno, entry.tb_frame.f_code.co_name)
            entry = entry.tb_next


def line():
    return sys._getframe(1).f_lineno


for text in ("print(line())", "iter(x)", "1 / x", "\n[1][x]", "\n\ndef f():\n  return 1 / x\n\nprint(line())\nf()"):
    for source in (text, ast.parse(text)):
        show(compile(source, "text", "exec").replace(co_firstlineno=50, co_name="moved"), x=0.0, line=line)


def f(x):
    print(line())
    return 1 / x


f.__code__ = f.__code__.replace(co_firstlineno=500)
show("f(0)", f=f)
