"""`minicoro rule`: the rules that explanations name."""

from tests.running import MINICORO, run


def rule(*words: str) -> tuple[int, str, str]:
    ended = run((*MINICORO[:-1], "rule"), *words)
    return ended.code, ended.out, ended.err


def test_a_rule_has_its_source_and_an_example() -> None:
    code, out, err = rule("await/exception")
    assert (code, err) == (0, "")
    assert out.startswith("### `await/exception`") and "Source: PEP 492" in out and "```python" in out, out
    assert "\nCode: `_Resumption.drive` in minicoro/core/engine.py; " in out, out


def test_a_rule_fits_the_terminal() -> None:
    whole, narrow = [run((*MINICORO[:-1], "rule"), "await/exception", env={"COLUMNS": c}).out for c in ("", "40")]
    text, code = narrow.split("```python", 1)
    assert max(map(len, text.splitlines())) <= 40
    assert code in whole and text.split() == whole.split("```python")[0].split()


def test_a_part_of_a_name_lists_rules() -> None:
    code, out, _ = rule("scheduling/")
    assert code == 0
    assert "scheduling/deadlock" in out.splitlines()


def test_without_a_name_all_rules_are_listed() -> None:
    assert len(rule()[1].splitlines()) > 100


def test_an_unknown_rule() -> None:
    code, out, err = rule("await/nothing")
    assert (code, out) == (1, "")
    assert "minicoro rule: there is no rule 'await/nothing'" in err


def test_a_rule_with_a_typing_error() -> None:
    code, out, err = rule("await/excepton")
    assert (code, out) == (1, "")
    assert "similar: await/exception" in err
