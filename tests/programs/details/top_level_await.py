"""Which source makes a coroutine of a module with top-level await: not one that awaits only inside of its functions."""

import ast
import inspect

SOURCES = (
    "async def f(): return (x async for x in y)",
    "if 1:\n  async def f(): return (x async for x in y)",
    "class A:\n  async def g(self): return (x async for x in y)",
    "def f(g=[x for x in ()]): return [1 for x in y]",
    "r = lambda: (x for x in y)",
    "r = (x async for x in y)",
    "r = [await x for x in ()]",
    "@(lambda f: f)\nasync def f(g=(x async for x in y)): pass",
)


class Y:
    def __aiter__(self):
        return self

    async def __anext__(self):
        raise StopAsyncIteration


for source in SOURCES:
    code = compile(source, "<source>", "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
    made = eval(code, {"y": Y()})
    print(source, bool(code.co_flags & inspect.CO_COROUTINE), type(made).__name__)
    if made is not None:
        try:
            made.send(None)
        except StopIteration as stop:
            print(stop.value)
