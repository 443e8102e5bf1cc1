ns = {}
exec(
    "async def f(x):\n    return await g(x)\nasync def g(x): return eval('x + 1')\ndef h(): exec('y = 3'); yield locals()",
    ns,
)
try:
    ns["f"](1).send(None)
except StopIteration as s:
    print(s.value)
print(next(ns["h"]()))
c = compile("(yield_ for yield_ in 'ab')", "<e>", "eval")
print(list(eval(c)))
for s in (
    "await x",
    "yield 1",
    "async def f(): yield from x",
    "def f(): await x",
    "return",
    "[await x for x in y]",
    "async with a: pass",
    "lambda: await x",
    "def f():\n return 1\n yield\n await",
    "class A: yield",
    "(yield) = 1",
    "async def f():\n def g(): await x",
):
    try:
        compile(s, "<s>", "exec")
        print("ok", s)
    except SyntaxError as e:
        print(e, e.lineno, e.offset, e.end_lineno, e.end_offset, e.text)
import ast

print(ast.dump(compile("await x", "<a>", "exec", ast.PyCF_ONLY_AST | ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)))
co = compile("await x", "<a>", "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
print(bool(co.co_flags & 0x80))
