"""Every program in `cases`, live under both interpreters; a directory there is run as `python DIRECTORY`.

A program whose name ends in `_312` or `_313` needs that version of Python.
"""

import re
import sys
from pathlib import Path

import pytest

from tests.running import CPYTHON, MINICORO, run, same_as_cpython

CASES = Path(__file__).with_name("cases")
MODES = {"plain": (), "force-machine": ("--force-machine",)}


def runs_here(path: Path) -> bool:
    """Is the running Python new enough for the program?"""
    needed = re.search(r"_3(\d\d)$", path.stem)
    return needed is None or sys.version_info >= (3, int(needed[1]))


PROGRAMS = sorted(path for path in CASES.iterdir() if path.suffix == ".py" or (path / "__main__.py").exists())


@pytest.mark.sample(20, 5)
@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("program", [path for path in PROGRAMS if runs_here(path)], ids=lambda path: path.stem)
def test_ends_as_under_cpython(program: Path, mode: str) -> None:
    expected = run(CPYTHON, "-B", program.name, cwd=CASES)
    assert expected.out or expected.err, "a program that shows nothing compares nothing"
    actual = run(MINICORO, *MODES[mode], program.name, cwd=CASES)
    assert actual == expected


DETAILS = sorted(CASES.with_name("details").glob("*.py"))


@pytest.mark.sample(12, 4)
@pytest.mark.parametrize("program", DETAILS, ids=lambda path: path.stem)
def test_details(program: Path) -> None:
    """Small programs that have differed: what tracers, warnings, exceptions and the objects' own attributes show."""
    expected, actual = [run(command, program.name, cwd=program.parent) for command in (CPYTHON, MINICORO)]
    assert expected.out, "a program that shows nothing compares nothing"
    assert _masked(actual.out) == _masked(expected.out)
    assert _masked(actual.err) == _masked(expected.err)
    assert actual.code == expected.code


def _masked(text: str) -> str:
    return re.sub(r"0x[0-9a-f]{6,}", "0x…", text)


def test_modules_with_names_of_the_library() -> None:
    """The program's own are imported, and the interpreter goes on with the library's."""
    expected = run(CPYTHON, "-B", "shadowing/main.py", cwd=CASES.parent)
    assert expected.code == 0, expected.err
    assert run(MINICORO, "shadowing/main.py", cwd=CASES.parent) == expected


@pytest.mark.parametrize("name, user", [("collections", "typing"), ("types", "contextlib"), ("enum", "re")])
def test_the_library_finds_the_modules_of_the_program(name: str, user: str, tmp_path: Path) -> None:
    """A module of the library that is loaded after a file of the program that hides one of those that it needs."""
    (tmp_path / f"{name}.py").write_text("")
    (tmp_path / "main.py").write_text(f"import {user}\n")
    assert same_as_cpython(str(tmp_path / "main.py")).code == 1


@pytest.mark.sample(9, 3)
@pytest.mark.parametrize(
    "name", ["collections", "contextlib", "enum", "functools", "ipaddress", "re", "types", "typing"]
)
def test_what_the_interpreter_needs_itself_can_be_interpreted(name: str) -> None:
    by_host = f"type({name}.__loader__) is importlib.machinery.SourceFileLoader"
    text = f"import importlib.machinery, sys, {name}; print({by_host}, eval('1 + 1'), '{name}' in sys.modules)"
    ended = run(MINICORO, f"--interpret={name}", "-c", text)
    assert (ended.code, ended.out, ended.err) == (0, "False 2 True\n", "")


def test_a_process_that_uses_us_keeps_its_own_modules() -> None:
    """Also those with the names of the program's."""
    text = (
        "import re, types, minicoro, sys; minicoro.run_path('shadowing/plain.py'); print(sys.modules['types'] is types)"
    )
    ended = run(CPYTHON, "-c", text, cwd=CASES.parent)
    assert (ended.code, ended.out) == (0, "2\nTrue\n"), ended.err


def test_the_host_keeps_no_template_of_its_re() -> None:
    """``_sre`` keeps the ``re`` that compiles its first template; with the host's, an interpreted ``re`` raises the host's errors."""
    text = r"""
import re, sys

async def functions():
    return [lambda: each async for each in functions()]

if sys.version_info >= (3, 12):
    assert eval('f"{1 # a comment\n=}"')
try:
    re.sub("a", r"\c", "a")
except re.error:
    print("caught")
"""
    ended = run(MINICORO, "--interpret=re", "-c", text)
    assert (ended.code, ended.out, ended.err) == (0, "caught\n", "")
