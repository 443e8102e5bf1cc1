"""The rules against the host's compiler: the same programs refused, in the same words, at the same place."""

import ast
import sys
import warnings
from pathlib import Path

import pytest

from minicoro.syntax import parse, rules
from minicoro.syntax.scopes import places
from tests.syntax.checking import check

from . import random_programs, refused, scope_snippets
from .whole_library import library_files

FUTURE = "from __future__ import annotations\n"


def coroutine_programs() -> list[str]:
    found = refused.programs(refused.COROUTINE_LINES)
    found += [FUTURE + text for text in refused.programs(refused.FUTURE_LINES)]
    if sys.version_info >= (3, 12):
        found += refused.programs(refused.TYPE_LINES)
    if sys.version_info >= (3, 13):
        found += refused.programs(refused.DEFAULT_LINES)
    return found


def snippets() -> list[str]:
    """Valid programs with scopes of all kinds."""
    tables = [scope_snippets.SNIPPETS, scope_snippets.SNIPPETS_312, scope_snippets.SNIPPETS_313]
    if not random_programs.FRAGILE:
        tables.append(scope_snippets.SNIPPETS_CLASS_IN_COMPREHENSION)
    return [text for table in tables for text in scope_snippets.split(table) if accepted(text)]


def accepted(text: str) -> bool:
    """Whether the running version accepts a program; some are refused by one version only."""
    try:
        compile(text, "<string>", "exec", dont_inherit=True)
    except (SyntaxError, SystemError):  # the compiler of 3.13.0 fails on `__class__` in some places
        return False
    return True


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
        check(tree, text, filename, flags)
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
    assert isinstance(tree, ast.Expression | ast.Interactive)
    with pytest.raises(SyntaxError) as raised:
        check(tree, text, "<test>")
    with pytest.raises(SyntaxError) as reference:
        compile(text + "\n", "<test>", mode)
    assert rules.describe(raised.value) == rules.describe(reference.value)


def test_flags_make_annotations_text() -> None:
    import __future__

    flags = __future__.annotations.compiler_flag
    assert outcome("x: (yield)\n", flags=flags) == expected("x: (yield)\n", flags=flags) is not None


@pytest.mark.parametrize(
    "text",
    [
        'x is "y"\nassert (1, 2)\n"a"()\n',
        "x = '\\d'\ny = 1if x else 2\nx is 1\n",
        "def f():\n try: pass\n finally: return '\\d'\n",
        "for x in y:\n try: 1()\n finally: break\n",
        "x: 'a' = 1\n1 is x\n~True\n",
    ],
)
def test_each_warning_once(text: str) -> None:
    """From parsing and checking together, what compiling gives."""
    said = []
    for judge in (lambda: compile(text, "<test>", "exec", dont_inherit=True), lambda: parse_and_check(text)):
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            judge()
        # Of what comes up while constants are folded, the place is where CPython finds itself.
        placed = [(str(w.message), w.lineno if w.filename == "<test>" else 0) for w in caught]
        said.append(sorted(placed))
    assert said[0] == said[1]


def parse_and_check(text: str) -> None:
    tree = parse(text, "<test>")
    check(tree, text, "<test>")


def test_warnings_are_the_compilers() -> None:
    tree = ast.parse('x is "y"\nassert (1, 2)\n"a"()\n')
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        check(tree, None, "<test>")
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
            check(tree, None, "<test>")


@pytest.mark.parametrize("text", snippets())
def test_nothing_valid_is_refused(text: str) -> None:
    assert outcome(text) is None


@pytest.mark.medium
@pytest.mark.filterwarnings("ignore")
def test_library_is_not_refused() -> None:
    for path in library_files()[11::80]:
        text = path.read_text(encoding="utf-8", errors="replace")
        if parsed(text) is not None:
            assert outcome(text, str(path)) == expected(text, str(path))


def rule_ids() -> set[str]:
    """The ids of the rules, which stand in the docstrings of the functions."""
    texts = [str(rule.__doc__).rpartition("Rule: ")[2] for of_node in rules.RULES.values() for rule in of_node]
    return {rule_id.strip() for text in texts for rule_id in text.split(",")}


def test_each_rule_refuses_something() -> None:
    """Each rule of a kind of node has a program in the tables that it, and no other rule, refuses first."""
    refusing = set()
    for text in coroutine_programs():
        tree = parsed(text)
        for place in places(tree, 0) if tree is not None else ():
            kind = type(place.node)
            answers = [rule for rule in rules.RULES[kind] if rule(place.node, place.scope)]
            refusing.update([(kind, rule) for rule in answers[:1]])
    assert refusing == {(kind, rule) for kind, of_node in rules.RULES.items() for rule in of_node}


def test_each_rule_of_the_book_is_a_rule_or_the_hosts() -> None:
    """In ``spec/syntax.md`` a rule without a function says so (``Host:``)."""
    book = (Path(__file__).parents[2] / "spec" / "syntax.md").read_text(encoding="utf-8")
    sections = {text.partition("`")[0]: text for text in book.split("\n### `")[1:]}
    assert {name for name, text in sections.items() if "\nHost:" not in text} == rule_ids()


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("seed", range(0, 200, 20))
def test_random_programs(seed: int) -> None:
    for number in range(seed, seed + 20):
        text = random_programs.Writer(number).program()
        assert random_programs.difference(text) is None, text
