"""Lowering takes time in proportion to the size of the program, however deep it nests."""

import ast

import pytest

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
