"""Lowering takes time in proportion to the size of the program, however deep it nests."""

import ast
import sys
from collections.abc import Callable

import pytest

from minicoro.compiled.functions import unlinked
from minicoro.observe.alive import alive
from minicoro.observe.finding import in_source
from tests.running import MINICORO, run

DEEP = {
    "attributes": "class A:\n @property\n def b(self): return self\nx = A()\nprint(x" + ".b" * 1500 + " is x)\n",
    "calls": "def f(x): return x\nprint(" + "f(" * 80 + "1" + ")" * 80 + ")\n",
    "subscripts": "x = [0]\nx[0] = x\nprint(x" + "[0]" * 80 + " is x)\n",
    "comparisons": "print(" + "(" * 60 + "1" + " == 1)" * 60 + ")\n",
    "sums": "a = 1\nprint(" + " + ".join(["a"] * 2000) + ")\n",
}


@pytest.mark.parametrize("name", DEEP)
def test_a_deep_expression_is_lowered_once(name: str, tmp_path: object) -> None:
    tree = ast.parse(DEEP[name])
    try:
        compile(tree, "deep", "exec")
    except RecursionError:
        pytest.skip("this Python compiles such a deep tree from its text only (3.12.1)")
    # Were each level lowered twice, no machine would see the end: the time limit of `run` is the assertion.
    ended = run(MINICORO, "-c", DEEP[name])
    assert ended.code == 0, ended
    assert ended.out.strip() in ("True", "1", "2000"), ended.out


ROWS = {
    "with": ("def f():\n", " with m() as a: yield {}\n"),
    "async with": ("async def f():\n", " async with m() as a: await b({})\n"),
    "for": ("def f():\n", " for a in (1,): yield {}\n"),
    "finally": ("def f():\n", " try: yield {}\n finally: a = {}\n"),
    "except": ("def f():\n", " try: yield {}\n except E as e: a = {}\n"),
    "await": ("async def f():\n", " a = await b({})\n"),
    "match": ("def f(a):\n match a:\n", "  case {}: yield\n"),
    "if": ("def f(a):\n", " if a == {}: yield\n"),
    "functions": ("", "def f(): yield {}\n"),
    "coroutines": ("", "async def f(): await g({})\n"),
    "generator expressions": ("def f():\n yield\n", " a = (b for b in {})\n"),
    "async comprehensions": ("async def f():\n", " a = [b async for b in c({})]\n"),
}
FEW, MANY = 8, 40


@pytest.mark.sample(4, 1)
@pytest.mark.parametrize("name", ROWS)
def test_a_long_body_is_compiled_in_proportion(name: str) -> None:
    begin, row = ROWS[name]
    few, many = [
        _calls_to_compile(begin + "".join([row.replace("{}", str(n)) for n in range(count)])) for count in (FEW, MANY)
    ]
    assert many < 1.5 * MANY / FEW * few, f"{MANY // FEW} times the statements take {many / few:.0f} times the calls"


def test_nested_expressions_are_compiled_once() -> None:
    few, many = [_calls_to_compile("a = " + "(" * n + "1" + " for b in ())" * n) for n in (2, 8)]
    assert many < 12 * few, f"four times as deep an expression takes {many / few:.0f} times the calls"


def test_the_living_variables_of_a_long_body() -> None:
    begin, row = ROWS["with"]
    found = [in_source(begin + row.replace("{}", "1") * count, "<text>")[-1] for count in (FEW, MANY)]
    few, many = [_calls(lambda each=each: alive(each)) for each in found]  # type: ignore[misc]
    assert many < 1.5 * MANY / FEW * few, f"{MANY // FEW} times the statements take {many / few:.0f} times the calls"


def _calls_to_compile(text: str) -> int:
    """How many calls of functions in Python compiling a text takes."""
    unlinked(ast.parse(text), "<text>")  # the templates are parsed
    tree = ast.parse(text)
    return _calls(lambda: unlinked(tree, "<text>"))


def _calls(act: Callable[[], object]) -> int:
    """How many calls of functions in Python this takes: unlike the time, it is the same on each run."""
    calls, before = 0, sys.getprofile()

    def count(frame: object, event: str, given: object) -> None:
        nonlocal calls
        calls += event == "call"

    sys.setprofile(count)
    try:
        act()
    finally:
        sys.setprofile(before)
    return calls
