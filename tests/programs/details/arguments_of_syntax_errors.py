"""The arguments of SyntaxErrors: those of the symbol table are the message alone, those of the compiler have the place, too."""

TEXTS = (
    "await x",
    "def f():\n  await x",
    "return 1",
    "class A:\n  yield",
    "[await x for x in y]",
    "def f():\n  async with x: pass",
    "async def f():\n  yield from x",
    "async def f():\n  yield\n  return 1",
    "def f(x: (yield)): pass",
    "async def f():\n  x: (await y) = 1",
    "async def f():\n  def g() -> await x: pass",
    "type X = (yield)",
    "type X[T: await x] = 1",
    "def f[T: (yield)](): pass",
    "class A[T: (x := 1)]: pass",
    "def f[T, T](): pass",
    "def f(a, a): pass",
    "def f():\n  return [(yield x) for x in y]",
    "(i := 1 for i in x)",
    "def f():\n  print(x)\n  global x",
    "nonlocal x",
    "def f(",
)
for text in TEXTS:
    try:
        compile(text, "text", "exec")
    except SyntaxError as error:
        print(error.args, error.lineno, error.offset, error.end_offset)
