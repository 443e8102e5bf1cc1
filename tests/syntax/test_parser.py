"""What else ``parse`` promises: limits, errors, flags, the tables, the grammar's own health."""

from __future__ import annotations

import ast
import logging
import time
from pathlib import Path

import pytest

import minicoro.syntax
from minicoro.syntax import automaton, parse, tables
from minicoro.syntax.build import Builder
from minicoro.syntax.compile_grammar import read_grammar
from minicoro.syntax.errors import GrammarFault

from .agreement import disagreement

MANY = 10_000
DEEP = {
    "sum": "x = " + "1 + " * MANY + "1",
    "attributes": "a" + ".b" * MANY,
    "calls": "a" + "()" * MANY,
    "and": "a and " * MANY + "b",
    "comparison": "a < " * MANY + "b",
    "elif": "if a: b\n" + "elif c: d\n" * MANY,
    "some elif": "if a: b\n" + "elif c: d\n" * 250,
    "list": "[" + "1, " * MANY + "]",
    "strings": "(" + "'a'\n" * MANY + ")",
    "fields": "f'" + "{a}" * MANY + "'",
    "statements": "a;" * MANY,
    "targets": "a = " * MANY + "1",
    "negations": "-" * MANY + "1",
    "lambdas": "lambda: " * 3000 + "1",
    "conditionals": "a if b else " * 3000 + "c",
    "parentheses 100": "(" * 100 + "1" + ")" * 100,
    "parentheses 200": "(" * 200 + "1" + ")" * 200,
    "parentheses 1000": "(" * 1000 + "1" + ")" * 1000,
    "indentation 99": "".join([" " * level + "if a:\n" for level in range(99)]) + " " * 99 + "b",
    "indentation 100": "".join([" " * level + "if a:\n" for level in range(100)]) + " " * 100 + "b",
    "digits": "1" * 5000,
    "hexadecimal digits": "0x" + "1" * MANY,
    "patterns": "match x:\n case " + "1 | " * MANY + "1: pass",
    "decorators": "@a\n" * MANY + "def f(): pass",
    "unterminated": "x = '''" + "a'\\n\n" * MANY,
}


@pytest.mark.sample(4, 1)
@pytest.mark.parametrize("name", DEEP)
def test_long_and_deep_texts(name: str) -> None:
    assert disagreement(DEEP[name]) is None


@pytest.mark.sample(3, 1)
@pytest.mark.parametrize("piece", ["x = f(a, b)\n", "'a'\n", "#\n", "\n", "x = [é, 'é']\n", "a\\\n.b\n"])
def test_time_grows_with_length_only(piece: str) -> None:
    def seconds(count: int) -> float:
        before = time.process_time()
        parse(piece * count)
        return time.process_time() - before

    seconds(500)
    short = min([seconds(2000) for _ in range(3)])
    assert seconds(20_000) < 40 * max(short, 0.002)


@pytest.mark.medium
def test_long_lines_take_linear_time() -> None:
    before = time.process_time()
    parse("x = ['é', é, f'é{é}', " + "'é', é, f'é{é}', " * 10_000 + "]")
    assert time.process_time() - before < 20


def test_errors_are_the_hosts_and_clean() -> None:
    with pytest.raises(SyntaxError) as caught:
        parse("x = = 1\n", "name.py")
    error = caught.value
    assert (error.filename, error.lineno, error.offset, error.text) == ("name.py", 1, 5, "x = = 1\n")
    assert error.__context__ is None
    assert error.__cause__ is None


def test_a_text_that_only_the_host_accepts_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("minicoro.syntax.parser.ask_host", lambda *_arguments: None)
    with pytest.raises(GrammarFault, match=r"<string>:2:5: the grammar rejects '\?'|<string>:2:"):
        parse("x\ny = ? 1")
    assert not issubclass(GrammarFault, SyntaxError)


def test_flags_reach_the_host() -> None:
    import __future__

    flag = __future__.barry_as_FLUFL.compiler_flag
    with pytest.raises(SyntaxError):
        parse("x <> 1")
    tree = parse("x <> 1", flags=flag)
    assert ast.dump(tree) == ast.dump(parse("x != 1"))
    with pytest.raises(SyntaxError):
        parse("x != 1", flags=flag)


def test_what_the_compiler_rejects_is_no_syntax_error() -> None:
    for source in ("return", "await x", "nonlocal x", "break", "def f(a, a): pass", "*a = b", "yield", "del f.x"):
        assert isinstance(parse(source), ast.Module)


# ---- The tables -------------------------------------------------------------------------------------------------


def test_the_shipped_tables_are_of_the_present_grammar() -> None:
    """If this fails: ``python -m minicoro.syntax.compile_grammar``."""
    text = Path(tables.grammar_path()).read_bytes()
    shipped = automaton.shipped(text)
    assert shipped is not None
    computed = automaton.computed(text)
    assert len(shipped.rows) == len(computed.rows)
    assert set(shipped.rules) == set(computed.rules)
    assert shipped.keywords == computed.keywords


@pytest.mark.medium
def test_the_shipped_tables_of_another_grammar_are_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert automaton.shipped(b"start: NAME") is None
    monkeypatch.setattr(automaton, "shipped_path", lambda: tmp_path / "none.json")
    assert automaton.shipped(Path(tables.grammar_path()).read_bytes()) is None
    assert automaton.load().rules


# ---- The grammar ------------------------------------------------------------------------------------------------


@pytest.mark.medium
def test_the_grammar_has_no_conflicts(caplog: pytest.LogCaptureFixture) -> None:
    from lark import logger

    logger.addHandler(caplog.handler)
    try:
        with caplog.at_level(logging.DEBUG, logger="lark"):
            read_grammar(Path(tables.grammar_path()).read_text(encoding="utf-8"), debug=True)
    finally:
        logger.removeHandler(caplog.handler)
    assert [record.getMessage() for record in caplog.records if "onflict" in record.getMessage()] == []


def test_every_alternative_has_a_method_and_every_method_a_rule() -> None:
    named = {rule.action for rule in automaton.load().rules if rule.action}
    builder = Builder()
    assert [name for name in named if not hasattr(builder, name)] == []


def test_our_sources_use_no_suspension_of_the_hosts() -> None:
    forbidden = (
        ast.Yield,
        ast.YieldFrom,
        ast.Await,
        ast.AsyncFunctionDef,
        ast.AsyncFor,
        ast.AsyncWith,
        ast.GeneratorExp,
    )
    for path in Path(minicoro.syntax.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_bytes())):
            assert not isinstance(node, forbidden), (path, node)
