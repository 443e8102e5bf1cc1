"""A fault of minicoro's own is planted, in a process of its own: no program can catch it, and it says what it is."""

import sys
from pathlib import Path

import pytest

from tests.running import run

pytestmark = pytest.mark.sample(4, 1)

FAULTS = {
    "lowering an expression": """
import ast
from minicoro.lower import expressions
def broken(*given): return {}["planted"]
expressions.SPECIAL[ast.IfExp] = broken
""",
    "finishing the states": """
from minicoro.lower import builder
builder.Builder.machine = lambda self: None.planted
""",
    "analysing scopes": """
from minicoro.compiled import functions
def broken(*given, **named): return None.planted
functions.analyse = broken
""",
    "emitting a machine": """
from minicoro.compiled import emit
def broken(self, *given): raise ValueError("planted")
emit.Emitter.function = broken
""",
    "an InternalError": """
from minicoro.compiled import functions
from minicoro.host.faults import InternalError
def broken(*given): raise InternalError("planted")
functions.lowered = broken
""",
}

OURS = """
def ours(function, module):
    '''Let a planted function pass for one of the module's.'''
    function.__code__ = function.__code__.replace(co_filename=module.__file__)
    return function
"""

DEEPER = {
    "reading characters": """
from minicoro.syntax import lexer
real = lexer.Lexer.run
def broken(self):
    if "SECOND" in self.text: raise KeyError("planted")
    return real(self)
lexer.Lexer.run = ours(broken, lexer)
""",
    "building nodes": """
from minicoro.syntax import parser
real = parser.run
def broken(machine, plan, start, kinds, tokens):
    if "SECOND" in [token.text for token in tokens]: return None + {}["planted"]
    return real(machine, plan, start, kinds, tokens)
parser.run = ours(broken, parser)
""",
    "a grammar that rejects what Python accepts": """
from minicoro.syntax import lexer
from minicoro.syntax.errors import Rejected
real = lexer.Lexer.run
def broken(self):
    if "SECOND" in self.text: raise Rejected("planted")
    return real(self)
lexer.Lexer.run = ours(broken, lexer)
""",
    "a rule about coroutines": """
from minicoro import syntax
real = syntax.check
def broken(tree, source, filename, flags, optimize):
    if filename == "second": raise AssertionError("planted")
    return real(tree, source, filename, flags)
syntax.check = ours(broken, syntax)
""",
    "lowering a text that the program compiles": """
from minicoro.compiled import functions
real = functions.prepared
def broken(tree, *given, **named):
    if "SECOND" in __import__("ast").unparse(tree): raise ValueError("planted")
    return real(tree, *given, **named)
functions.prepared = broken
""",
}
"""Faults that show while the program runs, when it compiles the text ``SECOND = 1``."""

DEEP_PROGRAM = """\
import asyncio
print("begun")
class M:
    def __enter__(self): return 1
    def __exit__(self, *given): return True

async def step():
    try:
        with M() as x:
            await asyncio.sleep(0)
        match x:
            case 1: pass
    except BaseException:
        print("caught")
    return x

async def main():
    try:
        print(await step())
        exec(compile("SEC" + "OND = 1", "second", "exec"))
    except BaseException:
        print("caught")

try:
    asyncio.run(main())
except BaseException:
    print("caught")
finally:
    print("finally")
"""

PROGRAM = """\
print("begun")
def f(x):
    try:
        return ~x
    except BaseException:
        print("caught")

def g():
    try:
        x = 2 if ((yield 1) or 2) else 3
    except BaseException:
        print("caught")

try:
    for x in g():
        print(f(x))
except BaseException:
    print("caught")
finally:
    print("finally")
"""


ALL = {name: (fault, PROGRAM) for name, fault in FAULTS.items()}
ALL |= {name: (OURS + fault, DEEP_PROGRAM) for name, fault in DEEPER.items()}


@pytest.mark.parametrize("fault", ALL)
def test_it_cannot_be_caught(fault: str, program) -> None:
    planting, text = ALL[fault]
    path: Path = program(text)
    start = planting + f"import sys\nsys.argv = ['minicoro', 'run', {str(path)!r}]\nsys.path.insert(0, '')\n"
    start += "from minicoro.__main__ import main\nsys.exit(main())\n"
    ended = run((sys.executable, "-c", start))
    assert ended.code == 70, ended
    assert "caught" not in ended.out
    assert "finally" not in ended.out
    first, doing, *rest = ended.err.splitlines()
    assert first.startswith("internal error in minicoro: ")
    assert "planted" in ended.err
    assert doing.startswith(f"  while running {path}")
    assert f"{path}" in doing
    assert rest[-1].startswith("This is a bug in minicoro")


def test_the_programs_end_well_without_a_fault(program) -> None:
    for text in (PROGRAM, DEEP_PROGRAM):
        ended = run((sys.executable, "-m", "minicoro", "run", str(program(text))))
        assert ended.code == 0, ended
        assert "caught" not in ended.out
        assert "finally" in ended.out


def test_an_error_of_the_program_is_none_of_ours(program) -> None:
    """Even if it comes up in our files, or has no traceback of its own."""
    path = program("try:\n    raise ExceptionGroup('', [ValueError(1)])\nexcept* ValueError:\n    raise KeyError(1)\n")
    assert run((sys.executable, "-m", "minicoro", "run", str(path))).code == 1
