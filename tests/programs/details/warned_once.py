"""A place warns once by default, also if the interpreter compiles something in between."""

import ast
import warnings

warnings.simplefilter("default")


def warn():
    warnings.warn("once", stacklevel=1)


def generator():
    import colorsys

    yield colorsys


warn()
exec("def f():\n yield 1")
warn()
eval("[x for x in (y for y in [1])]")
warn()
list(generator())
warn()
compile("async def f(x): return f'{await x!r:>{1}}'", "text", "exec")
warn()
exec(r"def f(): yield '\n\x41'")
warn()
ast.parse("def f(): yield")
warn()
print(__warningregistry__["version"])
