"""Scopes against the host's code objects and symbol tables."""

import ast
import sys

import pytest

from minicoro.syntax import rules
from minicoro.syntax.scopes import ScopeKind, Where, analyse
from tests.scopes import random_programs, whole_library
from tests.scopes.against_code import compare
from tests.scopes.against_opcodes import compare_places
from tests.scopes.against_symtable import compare_symbols
from tests.scopes.snippets import SNIPPETS, SNIPPETS_312, SNIPPETS_313, SNIPPETS_CLASS_IN_COMPREHENSION, split


def snippets() -> list[str]:
    found = split(SNIPPETS)
    if not random_programs.FRAGILE:
        found += split(SNIPPETS_CLASS_IN_COMPREHENSION)
    if sys.version_info >= (3, 12):
        found += split(SNIPPETS_312)
    if sys.version_info >= (3, 13):
        found += split(SNIPPETS_313)
    return [text for text in found if accepted(text)]


def accepted(text: str) -> bool:
    """Whether the running version accepts a program; some are refused by one version only."""
    try:
        compile(text, "<string>", "exec", dont_inherit=True)
    except (SyntaxError, SystemError):  # The compiler of 3.13.0 fails on `__class__` in some places.
        return False
    return True


@pytest.mark.parametrize("text", snippets())
def test_code_objects(text: str) -> None:
    assert compare(text) == []


@pytest.mark.parametrize("text", snippets())
def test_symbols(text: str) -> None:
    assert compare_symbols(text) == []


@pytest.mark.parametrize("text", snippets())
def test_places(text: str) -> None:
    assert compare_places(text) == []


def test_enough_snippets() -> None:
    assert len(snippets()) > 150


@pytest.mark.parametrize(
    "text",
    ["await x", "async with a as b: pass", "async for a in b: pass", "[i async for i in x]", "(await i for i in x)"],
)
def test_top_level_await(text: str) -> None:
    assert compare(text, ast.PyCF_ALLOW_TOP_LEVEL_AWAIT) == []


def test_expression_and_interactive() -> None:
    assert compare("[i for i in x] + (lambda: y)()", mode="eval") == []
    assert compare("def f(): return [i for i in x]\n", mode="single") == []


def test_library_sample() -> None:
    files = [path for path in whole_library.library_files() if "site-packages" not in path.parts][7::20]
    differing = {str(path): found for path in files if (found := whole_library.check(path))}
    assert differing == {}


@pytest.mark.parametrize("seed", range(0, 200, 20))
def test_random_programs(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "strict", True)
    for number in range(seed, seed + 20):
        text = random_programs.Writer(number).program()
        assert random_programs.difference(text) is None, text


def test_private_name_is_resolved_as_written() -> None:
    module = analyse(ast.parse("class C:\n  def f(self, __a): return __a"))
    function = module.inner[0].inner[0]
    assert function.mangle("__a") == "_C__a"
    assert function.resolve("__a") is Where.LOCAL


def test_namespaces_resolve_to_name() -> None:
    module = analyse(ast.parse("x = 1\nclass C:\n  y = x"))
    assert module.resolve("x") is Where.NAME
    assert module.inner[0].resolve("y") is Where.NAME
    assert module.inner[0].resolve("x") is Where.NAME


def test_generic_function_opens_two_scopes() -> None:
    if sys.version_info < (3, 12):
        pytest.skip("type parameters came with 3.12")
    module = analyse(tree := ast.parse("def f[T: int](a: T): pass"))
    parameters = module.child(tree.body[0])
    assert parameters.kind is ScopeKind.TYPE_PARAMETERS
    assert parameters.child(tree.body[0]).kind is ScopeKind.FUNCTION
    assert parameters.child(tree.body[0].type_params[0], "bound").kind is ScopeKind.TYPE_VARIABLE


@pytest.mark.skipif(sys.version_info < (3, 12), reason="PEP 709")
def test_inlined_comprehension() -> None:
    module = analyse(ast.parse("def f(a): return [a + i for i in x]"))
    inlined = module.inner[0].inner[0]
    assert inlined.inlined and inlined.isolated == ("i",)
    assert inlined.resolve("i") is Where.LOCAL
    assert inlined.resolve("a") is Where.LOCAL, "a variable of the function's frame, not a cell"
    assert inlined.resolve("x") is Where.GLOBAL_IMPLICIT
    assert inlined.frame_scope is module.inner[0]


@pytest.mark.skipif(sys.version_info < (3, 12), reason="PEP 709")
def test_inlined_comprehension_in_module_reads_namespace() -> None:
    module = analyse(ast.parse("[x for i in y if (z := i)]"))
    inlined = module.inner[0]
    assert inlined.resolve("x") is Where.NAME
    assert inlined.resolve("z") is Where.GLOBAL
    assert inlined.isolated == ("i",)
