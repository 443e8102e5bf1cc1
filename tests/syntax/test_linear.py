"""No text makes the parser quadratic: twice the text takes twice the steps, also where it ends in an error.

Steps are calls, of Python's functions and of the host's: they are the same each time, on a busy machine as well.
"""

import sys
from collections.abc import Callable
from types import FrameType

import pytest

from minicoro.syntax import parse

SMALL = 300
GROWTH = 4
MARGIN = 1.25

TEXTS: dict[str, Callable[[int], str]] = {
    "sum": lambda n: "x = " + "+".join(["a"] * n),
    "attributes": lambda n: "x = a" + ".b" * n,
    "calls": lambda n: "x = a" + "(1)" * n,
    "comparison": lambda n: "x = " + "<".join(["a"] * n),
    "or of ands": lambda n: "x = " + " or ".join(["a and b"] * n),
    "list": lambda n: "x = [" + "1," * n + "]",
    "dictionary": lambda n: "x = {" + "1:2," * n + "}",
    "keywords": lambda n: "f(" + ",".join([f"a{i}=1" for i in range(n)]) + ")",
    "strings": lambda n: "x = (" + "'a' " * n + ")",
    "f-string": lambda n: "x = f'" + "{a}b" * n + "'",
    "f-strings": lambda n: "x = (" + "f'{a}' 'b' " * n + ")",
    "escapes": lambda n: "x = '" + "a\\n" * n + "'",
    "statements": lambda n: "x = 1\n" * n,
    "semicolons": lambda n: "x = 1;" * n,
    "targets": lambda n: "=".join(["x"] * n) + "=1",
    "continuations": lambda n: "x = 1" + " + \\\n 1" * n,
    "elif": lambda n: "if a: pass\n" + "elif b: pass\n" * n,
    "except": lambda n: "try: pass\n" + "except A: pass\n" * n,
    "decorators": lambda n: "@d\n" * n + "def f(): pass\n",
    "parameters": lambda n: "def f(" + ",".join([f"a{i}=1" for i in range(n)]) + "): pass",
    "case": lambda n: "match x:\n" + "  case 1: pass\n" * n,
    "patterns": lambda n: "match x:\n  case " + "|".join(["1"] * n) + ": pass\n",
    "match as a name": lambda n: "match(" + "x," * n + ")",
    "with": lambda n: "with (" + "a as b," * n + "): pass",
    "with a call": lambda n: "with (" + "a," * n + ")(): pass",
    "import": lambda n: "from a import (" + ",".join(["b"] * n) + ")",
    "for": lambda n: "for " + "a," * n + " in x: pass",
    "conditions": lambda n: "[x for x in y " + "if x " * n + "]",
    "error: open": lambda n: "x = (" + "a," * n,
    "error: comma": lambda n: "x = (" + "a," * n + "a b)",
    "error: target": lambda n: "a+" * n + "1 = 2",
    "error: keyword": lambda n: "f(" + "a," * n + "b+1=2)",
    "error: dictionary": lambda n: "x = {" + "1:2," * n + "3:}",
    "error: statement": lambda n: "x = 1\n" * n + "x = = 2\n",
    "error: indent": lambda n: "x = 1\n" * n + "  x = 2\n",
    "error: string": lambda n: "x = '''" + "a\n" * n,
    "error: f-string": lambda n: "x = f'" + "{a}" * n + "{'",
    "error: parameters": lambda n: "def f(" + ",".join([f"a{i}" for i in range(n)]) + ",a b): pass",
    "error: generator": lambda n: "f(" + "a," * n + " b for c in d)",
}


def steps(text: str) -> int:
    """How many calls it takes to parse ``text``, or to refuse it."""
    count = 0

    def note(frame: FrameType, event: str, arg: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        parse(text)
    except SyntaxError:
        pass
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.sample(3, 1)
@pytest.mark.parametrize("name", TEXTS)
def test_steps_grow_with_the_text(name: str) -> None:
    make = TEXTS[name]
    steps(make(SMALL))  # what is done once
    small, large = steps(make(SMALL)), steps(make(SMALL * GROWTH))
    assert small > 0
    assert large <= small * GROWTH * MARGIN, f"{name}: {small} steps for {SMALL} parts, {large} for {GROWTH} times that"
