"""Which modules are coroutines under the flag for `await` at top level: generator expressions decide that in each version their own way."""

import ast

FLAG = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
TEXTS = [
    "(x async for x in y)",
    "(await x for x in y)",
    "(x for x in await y)",
    "def f(): return (await x for x in y)",
    "def f(): return (x async for x in y)",
    "{(a async for a in b) for c in d}",
    "[(a async for a in b) for c in d]",
    "((a async for a in b) for c in d)",
    "(a for b in c for a in [z async for z in w])",
    "lambda: (x async for x in y)",
    "lambda x=await y: x",
    "class C(await x): pass",
    "async def f(): await x",
    "async with a: pass",
    "f'{await x}'",
    "x = 1",
]
for text in TEXTS:
    print(text, bool(compile(text, "<text>", "exec", FLAG).co_flags & 0x80))


async def items():
    yield 1


for text in ("g = (x async for x in items())", "g = [(x async for x in items()) for y in (1, 2)]"):
    names = {"items": items}
    result = eval(compile(text, "<text>", "exec", FLAG), names)
    print(text, type(result).__name__, "g" in names)
    if result is not None:
        result.close()
