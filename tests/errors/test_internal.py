"""A fault of minicoro's own is planted, in a process of its own: no program can catch it, and it says what it is."""

import sys
from pathlib import Path

import pytest

from tests.running import run

FAULTS = {
    "lowering an expression": """
import ast
from minicoro.lower import expressions
def broken(*given): return {}["planted"]
expressions.BUILDERS[ast.UnaryOp] = broken
""",
    "keeping the books of a state": """
from minicoro.lower import builder
builder.Builder.evaluated = lambda self, variable, node: None
def peeked(variable):
    def take_planted(frame): return frame["planted"]
    code = take_planted.__code__.replace(co_filename=builder.__file__)
    take_planted.__code__ = code
    return take_planted
from minicoro.lower import machine_expressions
machine_expressions.take = peeked
""",
    "analysing scopes": """
from minicoro.runtime import evaluation
def broken(*given, **named): return None.planted
evaluation.analyse = broken
""",
    "an error of ours by name": """
from minicoro.lower import control
from minicoro.runtime.errors import InternalError
def broken(*given): raise InternalError("planted")
control._try = broken
""",
}

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


@pytest.mark.parametrize("fault", FAULTS)
def test_it_cannot_be_caught(fault: str, program) -> None:
    path: Path = program(PROGRAM)
    start = FAULTS[fault] + f"import sys\nsys.argv = ['minicoro', 'run', {str(path)!r}]\nsys.path.insert(0, '')\n"
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


def test_an_error_of_the_program_is_none_of_ours(program) -> None:
    """Even if it comes up in our files, or has no traceback of its own."""
    path = program("try:\n    raise ExceptionGroup('', [ValueError(1)])\nexcept* ValueError:\n    raise KeyError(1)\n")
    assert run((sys.executable, "-m", "minicoro", "run", str(path))).code == 1
