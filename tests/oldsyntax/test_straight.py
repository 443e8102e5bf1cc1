"""Straight text runs without most of the interpreter, and as under CPython; what is more than that has it all."""

import ast
import warnings
from pathlib import Path

import pytest

from minicoro.oldsyntax.straight import AT_MOST, is_straight
from tests.cli.test_start import imported
from tests.running import same_as_cpython

STRAIGHT = {
    "nothing": "",
    "docstring": '"""Says nothing."""\n',
    "hello": 'print("hello")\n',
    "names": "a = 1\nb = a + 2 * -a\nprint(a, b, sep='-')\n",
    "several": "a = b = 3\nprint([a, b], {a: b}, {a, b}, (a,))\n",
    "text": "name = 'world'\nprint(f'hello {name!r:>10}')\n",
    "own name for a builtin": "print(len('ab'))\nlen = 5\nprint(len)\n",
    "deep": "print(" + "-" * 150 + "1)\n",
    "division by zero": "a = 0\nprint('before')\nprint(\n    1 + 2 // a)\n",
    "unbound": "print(prinz)\nprinz = 1\n",
    "wrong type": "print('a' + 1)\n",
    "wrong argument": "print(len())\n",
    "not callable": "a = 1\na(2)\n",
    "too large": "print(10 ** 5000)\n",
    "warning": "print('\\d')\n",
    "no newline at the end": "print('hello')",
    "line ends": "print('a')\r\nprint('b')\rprint('c')\n",
    "declared": "# -*- coding: latin-1 -*-\nprint('\u00e9')\n",
    "two errors": "print(1)\nfrozenset([[]])\n",
}

MORE = {
    "import": "import sys\n",
    "definition": "def f(): pass\n",
    "lambda": "f = lambda: 1\n",
    "comprehension": "print([x for x in range(3)])\n",
    "attribute": "print('a'.upper())\n",
    "loop": "for x in range(3): print(x)\n",
    "class": "class A: pass\n",
    "hidden name": "print(__name__)\n",
    "hidden target": "__builtins__ = 1\n",
    "eval": "print(eval('1'))\n",
    "exec as a value": "run = exec\n",
    "import function": "__import__('sys')\n",
    "help": "help\n",
    "input": "input()\n",
    "open": "open('x')\n",
    "getattr": "getattr\n",
    "type": "type(1)\n",
    "call of a call": "print(1)(2)\n",
    "called item": "[print][0](1)\n",
    "long": "print(1)\n" * (AT_MOST // 4),
    "annotation": "x: int = 1\n",
    "starred": "print(*[1, 2])\n",
    "walrus": "print(x := 1)\n",
    "await": "await x\n",
}


@pytest.mark.sample(3)
@pytest.mark.parametrize("name", STRAIGHT)
def test_straight_text_is_as_under_cpython(program, name: str) -> None:
    text = STRAIGHT[name]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        assert is_straight(ast.parse(text))
    path = str(program(text))
    for _ in range(2):  # parsed, and from the kept tree
        same_as_cpython(path)


@pytest.mark.parametrize("name", MORE)
def test_what_is_more_than_straight(name: str) -> None:
    assert not is_straight(ast.parse(MORE[name]))


def test_only_modules_are_straight() -> None:
    assert not is_straight(ast.parse("1", mode="eval"))


def test_straight_text_loads_less(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    less = imported(_written(tmp_path / "a" / "hello.py", "print('hello')\n"), tmp_path / "cache")
    more = imported(_written(tmp_path / "hello.py", "import time\nprint('hello')\n"), tmp_path / "cache")
    assert "minicoro.runtime.hooks" not in less
    assert "minicoro.runtime.hooks" in more
    assert set(less) < set(more)


def test_files_beside_the_program_do_not_stand_in_for_ours(program) -> None:
    """What a program needs is loaded before its directory comes first in ``sys.path``."""
    program("raise SystemExit('not this one')\n", "warnings.py")
    program("raise SystemExit('not this one')\n", "resource.py")
    program("raise SystemExit('not this one')\n", "opcode.py")
    same_as_cpython(str(program("def f():\n    yield 1\nprint(*f())\n")))


def _written(path: Path, text: str) -> Path:
    path.write_text(text)
    return path
