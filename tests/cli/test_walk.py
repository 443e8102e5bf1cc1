"""`--walk`: the commands that run programs take it, say so in their help, and what runs is the tree-walking interpreter."""

import sys

import pytest

from minicoro.cli import repl, trace
from minicoro.cli.command_line import RunCommand, parse
from tests.running import ROOT, run

pytestmark = pytest.mark.sample(4, 1)

MINICORO = (sys.executable, "-m", "minicoro")

WHICH = """\
import asyncio, sys
async def f(n):
    await asyncio.sleep(0)
    return n, "minicoro.walk" in sys.modules
print(asyncio.run(f(3)))
"""


@pytest.mark.parametrize("command", ["run", "trace"])
@pytest.mark.parametrize("option", ["--walk", "--reference"])
def test_a_program_is_walked(program, command: str, option: str) -> None:
    path = str(program(WHICH))
    assert "(3, True)" in run(MINICORO, command, option, path).out
    assert "(3, False)" in run(MINICORO, command, path).out


def test_an_input_at_the_prompt_is_walked() -> None:
    text = "import asyncio, sys\nawait asyncio.sleep(0, 5), 'minicoro.walk' in sys.modules\n"
    assert run(MINICORO, "repl", "--quiet", "--walk", stdin=text).out == "(5, True)\n"


def test_a_file_at_the_prompt_is_walked(program) -> None:
    assert run(MINICORO, "run", "-i", "--walk", str(program(WHICH)), stdin="1 + 1\n").out.splitlines()[-1:] == ["2"]


def test_the_kit_is_walked() -> None:
    ended = run(MINICORO, "conform", "--walk", "--case", "await/reuse", timeout=120)
    assert (ended.code, ended.err) == (0, "")
    assert "--walk" in ended.out


@pytest.mark.parametrize("command", ["run --help", "repl --help", "trace --help", "conform --help"])
def test_help_names_it(command: str) -> None:
    assert "--walk" in run(MINICORO, *command.split()).out


def test_expressions_are_told_by_the_walker() -> None:
    told = trace.parse(["--expressions", "x.py"])
    assert told.expressions
    assert told.run is not None
    assert told.run.walk
    again = trace.parse([*told.own, "x.py"])
    assert again.run == told.run
    plain = trace.parse(["x.py"]).run
    assert plain is not None
    assert not plain.walk
    assert "--expressions" in trace.HELP


def test_words() -> None:
    command = parse(["run", "--walk", "x.py"])
    assert isinstance(command, RunCommand)
    assert command.walk
    assert parse(command.without_host_options()) == command
    assert repl.parse(["--walk"]).walk


def test_the_readme_names_them() -> None:
    text = (ROOT / "README.md").read_text()
    assert "--walk" in text
    assert "trace --expressions" in text
