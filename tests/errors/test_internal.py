"""A fault of minicoro's own is planted, in a process of its own: no program can catch it, and it says what it is."""

import sys
from pathlib import Path

import pytest

from tests.running import run

FAULTS = {
    "lowering an expression": """
import ast
from minicoro.oldlower import expressions
def broken(*given): return {}["planted"]
expressions.BUILDERS[ast.UnaryOp] = broken
""",
    "keeping the books of a state": """
from minicoro.oldlower import builder
builder.Builder.evaluated = lambda self, variable, node: None
def peeked(variable):
    def take_planted(frame): return frame["planted"]
    code = take_planted.__code__.replace(co_filename=builder.__file__)
    take_planted.__code__ = code
    return take_planted
from minicoro.oldlower import machine_expressions
machine_expressions.take = peeked
""",
    "analysing scopes": """
from minicoro.runtime import evaluation
def broken(*given, **named): return None.planted
evaluation.analyse = broken
""",
    "an error of ours by name": """
from minicoro.oldlower import control
from minicoro.runtime.errors import InternalError
def broken(*given): raise InternalError("planted")
control._try = broken
""",
}
OURS = """
def ours(function, module):
    '''Let a planted function pass for one of the module's.'''
    function.__code__ = function.__code__.replace(co_filename=module.__file__)
    return function
"""

DEEPER = {
    "runtime, a name that is not defined": """
from minicoro.runtime import awaiting
def broken(value): return planted_name
awaiting.awaitable_iterator = ours(broken, awaiting)
""",
    "runtime, an attribute of an object of ours": """
from minicoro.runtime import operations
class Planted: __module__ = "minicoro.planted"
made = Planted()
def broken(manager): return made.planted
from minicoro.oldlower import control
control.operations.enter_and_exit = ours(broken, operations)
""",
    "runtime, a variable of ours": """
from minicoro.runtime import operations
def broken(manager): return {}["$planted"]
from minicoro.oldlower import control
control.operations.enter_and_exit = ours(broken, operations)
""",
    "runtime, where an object is resumed": """
from minicoro.runtime import engine
class planted: pass
engine.KINDS = planted()
""",
    "runtime, an error of ours by name": """
from minicoro.runtime import operations
from minicoro.runtime.errors import InternalError
def broken(manager): raise InternalError("planted")
from minicoro.oldlower import control
control.operations.enter_and_exit = ours(broken, operations)
""",
    "syntax, reading characters": """
from minicoro.syntax import lexer
real = lexer.Lexer.run
def broken(self):
    if "SECOND" in self.text: raise KeyError("planted")
    return real(self)
lexer.Lexer.run = broken
""",
    "syntax, building nodes": """
from minicoro.syntax import parser
real = parser.TextBuilder.parse
def broken(self, lexer, start):
    if "SECOND" in lexer.text: return None + {}["planted"]
    return real(self, lexer, start)
parser.TextBuilder.parse = broken
""",
    "syntax, a grammar that rejects what Python accepts": """
from minicoro.syntax import lexer
from minicoro.syntax.errors import Rejected
real = lexer.Lexer.run
def broken(self):
    if "SECOND" in self.text: raise Rejected("planted")
    return real(self)
lexer.Lexer.run = broken
""",
    "syntax, a rule": """
from minicoro.oldsyntax import rules
real = rules.refusal
def broken(tree, scope, filename, flags):
    if filename == "second": raise AssertionError("planted")
    return real(tree, scope, filename, flags)
rules.refusal = broken
""",
    "lower, a pattern": """
import ast
from minicoro.oldlower import patterns
def broken(*given): raise ValueError("planted")
patterns._PATTERNS[ast.MatchValue] = broken
""",
}

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
    start += "from minicoro.cli import main\nsys.exit(main())\n"
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
