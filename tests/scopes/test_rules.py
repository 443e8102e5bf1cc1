"""The rules against the host's compiler: the same programs refused, in the same words, at the same place."""

import ast
import sys
import warnings
from pathlib import Path

import pytest

from minicoro.syntax import rules
from minicoro.syntax.scopes import analyse
from tests.scopes import refused, whole_library
from tests.scopes.test_scopes import snippets

FUTURE = "from __future__ import annotations\n"


def coroutine_programs() -> list[str]:
    found = refused.programs(refused.COROUTINE_LINES)
    found += [FUTURE + text for text in refused.programs(refused.FUTURE_LINES)]
    if sys.version_info >= (3, 12):
        found += refused.programs(refused.TYPE_LINES)
    if sys.version_info >= (3, 13):
        found += refused.programs(refused.DEFAULT_LINES)
    return found


def parsed(text: str) -> ast.Module | None:
    try:
        return ast.parse(text)
    except SyntaxError:
        return None


def compiler_programs() -> list[str]:
    """All programs of the tables that the running version's grammar accepts."""
    found = coroutine_programs() + refused.pattern_programs(refused.OTHER_LINES) + list(refused.BLOCKS)
    return [text for text in found if parsed(text) is not None]


@pytest.fixture(autouse=True)
def strict(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "strict", True)


def outcome(text: str, filename: str = "<test>", flags: int = 0) -> tuple[object, ...] | None:
    tree = compile(text, filename, "exec", flags | ast.PyCF_ONLY_AST, dont_inherit=True)
    assert isinstance(tree, ast.Module)
    try:
        rules.check(tree, analyse(tree, filename, text, flags=flags), filename, text, flags)
    except SyntaxError as error:
        return rules.describe(error)
    return None


def expected(text: str, filename: str = "<test>", flags: int = 0) -> tuple[object, ...] | None:
    try:
        compile(text, filename, "exec", flags, dont_inherit=True)
    except SyntaxError as error:
        return rules.describe(error)
    return None


@pytest.mark.filterwarnings("ignore::SyntaxWarning")
@pytest.mark.parametrize("text", compiler_programs())
def test_as_the_host(text: str) -> None:
    assert outcome(text) == expected(text)


@pytest.mark.parametrize("text", [text for text in coroutine_programs() if parsed(text)])
def test_top_level_await(text: str) -> None:
    flags = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
    assert outcome(text, flags=flags) == expected(text, flags=flags)


def test_enough_refused() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        assert len([text for text in compiler_programs() if expected(text)]) > 200


def test_text_is_the_files(tmp_path: Path) -> None:
    path = tmp_path / "program.py"
    text = "# é\nx = 1\n\n\ndef f():\n    é = await ü  # end\n"
    path.write_text(text, encoding="utf-8")
    said = outcome(text, str(path))
    assert said == expected(text, str(path))
    assert said is not None and said[-1] == "    é = await ü  # end\n"


def test_text_is_the_files_last_line(tmp_path: Path) -> None:
    path = tmp_path / "program.py"
    path.write_bytes(b"x = 1\r\nyield")
    assert outcome("x = 1\r\nyield", str(path)) == expected("x = 1\r\nyield", str(path))


def test_text_of_a_symbol_rule(tmp_path: Path) -> None:
    path = tmp_path / "program.py"
    text = "\n\n[(yield) for x in y]\n"
    path.write_text(text, encoding="utf-8")
    assert outcome(text, str(path)) == expected(text, str(path))


@pytest.mark.parametrize("mode", ["eval", "single"])
@pytest.mark.parametrize(
    "text", ["await x", "[(yield) for x in y]", "(yield)", "[x async for x in y]", "lambda: await x"]
)
def test_other_modes(text: str, mode: str) -> None:
    tree = compile(text + "\n", "<test>", mode, ast.PyCF_ONLY_AST)
    with pytest.raises(SyntaxError) as raised:
        rules.check(tree, analyse(tree), "<test>", text)
    with pytest.raises(SyntaxError) as reference:
        compile(text + "\n", "<test>", mode)
    assert rules.describe(raised.value) == rules.describe(reference.value)


def test_flags_make_annotations_text() -> None:
    import __future__

    flags = __future__.annotations.compiler_flag
    assert outcome("x: (yield)\n", flags=flags) == expected("x: (yield)\n", flags=flags) is not None


def test_warnings_are_the_compilers() -> None:
    tree = ast.parse('x is "y"\nassert (1, 2)\n"a"()\n')
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        rules.check(tree, analyse(tree), "<test>")
    assert [warning.category for warning in caught] == [SyntaxWarning] * 3
    assert [warning.lineno for warning in caught] == [1, 2, 3]


@pytest.mark.parametrize(
    "text",
    [
        "x = " + " + ".join(["a"] * 2000) + "\nawait y",
        "if a: pass\n" + "elif b: pass\n" * 900 + "else: await y",
        "x = a" + ".b()" * 200 + "\nawait y",
        "x = " + "lambda: " * 90 + "await y",
    ],
)
def test_deep_trees(text: str) -> None:
    assert outcome(text) == expected(text) is not None


def test_warning_as_error() -> None:
    tree = ast.parse('x is "y"\n')
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with pytest.raises(SyntaxError, match='"is" with'):
            rules.check(tree, analyse(tree), "<test>")


@pytest.mark.parametrize("text", snippets())
def test_nothing_valid_is_refused(text: str) -> None:
    assert outcome(text) is None


@pytest.mark.filterwarnings("ignore")
def test_library_is_not_refused() -> None:
    for path in [path for path in whole_library.library_files() if "site-packages" not in path.parts][11::80]:
        text = whole_library.source_of(path)
        if text is not None and parsed(text) is not None:
            assert outcome(text, str(path)) == expected(text, str(path))


def test_each_rule_refuses_something() -> None:
    """Every rule has a program in the tables that it, and no other rule, refuses first."""
    refusing = set()
    for text in coroutine_programs():
        tree = parsed(text)
        if tree is not None and rules.refusal(tree, analyse(tree)) is not None:
            refusing.add(first_rule(text))
    assert refusing == set(rules.rule_ids())


def first_rule(text: str) -> str:
    """The number of the rule that refuses a program, by the method that raises."""
    import traceback

    from minicoro.syntax.scope_code_rules import CodeRules
    from minicoro.syntax.scope_refusal import Refused
    from minicoro.syntax.scope_symbol_rules import SymbolRules

    tree = ast.parse(text)
    try:
        SymbolRules(tree, 0).check()
        CodeRules(analyse(tree), text_annotations=text.startswith(FUTURE), top_level_await=False).run()
    except Refused as answer:
        for frame, _ in traceback.walk_tb(answer.__traceback__):
            for owner in (SymbolRules, CodeRules):
                doc = getattr(getattr(owner, frame.f_code.co_name, None), "__doc__", None) or ""
                if "Rule: " in doc:
                    return doc.rpartition("Rule: ")[2].strip()
    raise AssertionError(text)
