"""``compile`` with ``PyCF_ALLOW_TOP_LEVEL_AWAIT``: the same program under CPython and under minicoro."""

from tests.running import same_as_cpython

PROGRAM = """
import ast, asyncio, inspect, traceback, types

async def ticking():
    for n in range(3):
        await asyncio.sleep(0)
        yield n

async def double(n):
    await asyncio.sleep(0)
    return 2 * n

class Manager:
    async def __aenter__(self): return "entered"
    async def __aexit__(self, *error): print("leaving", error[0])

TEXTS = [
    ("single", "await double(3)"),
    ("single", "x = await double(3)"),
    ("single", "1; await double(2); None; 'text'"),
    ("single", "async for n in ticking(): print(n)\\n"),
    ("single", "async with Manager() as m: m; await double(1)\\n"),
    ("single", "y = [await double(n) async for n in ticking()]"),
    ("single", "y = [await double(n) for n in range(3)]; {await double(1): {await double(2)}}"),
    ("single", "y = (await double(n) for n in range(3))"),
    ("single", "y = [m async for m in (await double(n) for n in range(3))]"),
    ("single", "def f(): return 1\\n"),
    ("single", "locals() is globals(), await double(1)"),
    ("single", "k = await double(1); 1/0"),
    ("single", "await 5"),
    ("single", "undefined + await double(1)"),
    ("single", "yield 1"),
    ("single", "lambda: await double(1)"),
    ("single", "class A: await double(1)\\n"),
    ("single", "def f(): await double(1)\\n"),
    ("single", "return await double(1)"),
    ("exec", "'doc'\\nz: int = await double(5)\\n'text'\\nclass A:\\n  q = z\\nfor n in range(3):\\n  await double(n)\\n  if n: break"),
    ("exec", "try:\\n  await double(1)\\n  1/0\\nexcept ZeroDivisionError as e:\\n  print(await double(7), e)\\nfinally:\\n  print('end')"),
    ("exec", "global g\\ng = await double(1)\\ndel g\\nimport os.path as p\\nf = lambda: z\\nz = await double(2); w = f()"),
    ("eval", "await double(5)"),
    ("eval", "[await double(n) for n in range(3)]"),
    ("eval", "5"),
]

def tell(mode, text, separate):
    print("----", mode, repr(text), separate)
    try:
        code = compile(text, "<text>", mode, ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
    except SyntaxError as error:
        print("SyntaxError", error)
        return
    print(hex(code.co_flags & 0x2FF), code.co_name)
    names = dict(asyncio=asyncio, ticking=ticking, double=double, Manager=Manager, __name__="there")
    mine = {} if separate else names
    before = set(names)
    try:
        made = eval(code, names, mine)
        if inspect.iscoroutine(made):
            print(type(made).__name__, made.__name__, made.__qualname__, made.cr_frame.f_locals is mine)
            made = asyncio.run(made)
        print("->", made)
    except Exception as error:
        traceback.print_exception(error)
    print({name: value for name, value in {**names, **mine}.items() if name not in before and isinstance(value, (int, list, str, dict)) and name != "__builtins__"})

for mode, text in TEXTS:
    for separate in (False, True):
        tell(mode, text, separate)

function = types.FunctionType(compile("await double(4)", "<f>", "eval", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT), globals())
print(inspect.iscoroutinefunction(function), asyncio.run(function()))
exec(compile("await double(4)", "<dropped>", "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT))
"""


def test_as_in_cpython(program) -> None:
    same_as_cpython(str(program(PROGRAM)))
