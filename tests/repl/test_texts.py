"""When an input is whole: decided by our own parser, compared with ``codeop``."""

import codeop
import warnings

import pytest

from minicoro.repl.texts import Texts

TEXTS = [
    "x", "x =", "x = (", "f(1,\n", "if x:", "if x:\n  y", "if x:\n  y\n", "if x:\n  y\nelse:", "'''a", "'''a\nb'''",
    "x + \\", "'abc", "'abc\\", "f'''{x", "@d", "@d\ndef f(): pass", "@d\ndef f(): pass\n", "class A:", "class A:\n",
    "x)", "try:\n  x\n", "try:\n  x\nexcept E:\n  y\n", "", "# c", "1 +* 2", "(1 +* 2", "if 1: pass",
    "for i in x: print(i)\n", "def f():\n  '''doc\n", "match x:", "match x:\n  case 1:", "while True: break", "lambda:",
    "x; y", "if x:\n  pass\nz", "[1,\n2", "{'a': '''\n", "rb'''x", "if x:\n\n", "with a, (", "x = f(\n  '", "import",
    "from x import (", "def f(", "class A:\n  def f():", "class A:\n  def f():\n", "if x:\n  if y:\nz",
    "if x:\n  y\n  # c", "if x:\n  y\n# c\n", "class A:\n  def f():\n    x = (", "if x:\n  '''a\n\n", "x = {1: 2,",
    "for i in (1, 2):\n  print(i)\n  if i:\n    pass\n", "return", "$", "x = 'a' 'b' \\", "else:", "    x",
]  # fmt: skip


def by_codeop(text: str) -> bool:
    """Whether ``codeop`` asks for no further line."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return codeop.compile_command(text) is not None
        except (SyntaxError, ValueError, OverflowError):
            return True


@pytest.mark.parametrize("text", TEXTS)
def test_as_codeop(text: str) -> None:
    assert Texts(compile).is_whole(text) == by_codeop(text)


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("await f()", True),
        ("async for x in y:", False),
        ("async with a as b:\n  await c", False),
        ("async with a as b:\n  await c\n", True),
        ("a = 1\nb = 2", True),  # a paste of several statements
        ("def f():\n  return 1\nf()", True),
        ("x + \\\n", False),
        ("%step c", True),
    ],
)
def test_of_our_own(text: str, whole: bool) -> None:
    from minicoro.repl.session import is_command

    assert (is_command(text) or Texts(compile).is_whole(text)) == whole
