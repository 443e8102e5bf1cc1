"""The book is true: every example on minicoro and CPython, every id in the code, every rule in a case."""

import ast
import re
import sys
from pathlib import Path

import pytest

from minicoro import api
from minicoro.conformance.runner import load, read_record
from tests.running import CPYTHON, MINICORO, ROOT, run
from tests.spec.__main__ import BEGIN, END, TRANSITIONS
from tests.spec.book import ID, SPEC, Rule, chapters, rules, without_warnings
from tests.spec.code import named_functions, places
from tests.spec.emitted import emitted

RULES = rules()
NAMED = {rule.id for rule in RULES}
VERSION = sys.version_info[:2]
WITH_EXAMPLE = [rule for rule in RULES if rule.output(VERSION) is not None]
OF_PYTHON = {rule.id for rule in RULES if "Own" not in rule.fields}
"""Rules that CPython follows too, not only minicoro."""
PLACES = places()


def test_ids_are_unique() -> None:
    assert len(NAMED) == len(RULES) > 100


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_form(rule: Rule) -> None:
    """A rule says something, names its source and shows an example with its output on each version it is about."""
    assert rule.text
    assert ("Source" in rule.fields) != ("Own" in rule.fields)
    assert rule.example
    assert rule.outputs
    assert all(output.text for output in rule.outputs), "an empty output: python -m tests.spec --fill"
    low = tuple(int(part) for part in rule.fields.get("Since", "3.11").split("."))
    for version in ((3, 11), (3, 12), (3, 13), (3, 14), (3, 15)):
        assert (rule.output(version) is not None) == (version >= low)


@pytest.mark.sample(20, 4)
@pytest.mark.parametrize("rule", [rule for rule in WITH_EXAMPLE if rule.id in OF_PYTHON], ids=lambda rule: rule.id)
def test_example_under_cpython(rule: Rule, program) -> None:
    ended = run(CPYTHON, str(program(rule.example)))
    assert (ended.out, without_warnings(ended.err), ended.code) == (rule.output(VERSION), "", 0)


@pytest.mark.sample(20, 4)
@pytest.mark.parametrize("rule", WITH_EXAMPLE, ids=lambda rule: rule.id)
def test_example_under_minicoro(rule: Rule, program) -> None:
    ended = run(MINICORO, str(program(rule.example)))
    assert (ended.out, without_warnings(ended.err), ended.code) == (rule.output(VERSION), "", 0)


def test_the_emitted_code_is_what_the_engine_makes() -> None:
    """Each part between two lines ``...`` is in the emitted code, and the parts are in this order."""
    page = (SPEC / "positions.md").read_text(encoding="utf-8")
    source, shown = re.findall(r"```(?:python|text)\n(.*?)```", page, re.DOTALL)[:2]
    rest = emitted(source)
    for part in re.split(r"^ *\.\.\.\n", shown, flags=re.MULTILINE):
        assert part in rest + "\n", f"correct spec/positions.md: the engine makes\n{emitted(source)}"
        rest = rest.partition(part)[2]


def test_every_id_in_the_code_is_a_rule() -> None:
    assert {name: found[0] for name, found in PLACES.items() if name not in NAMED} == {}


def test_every_rule_is_performed_somewhere() -> None:
    """In minicoro, or by the host's library."""
    assert [rule.id for rule in RULES if rule.id not in PLACES and "Host" not in rule.fields] == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_links_to_functions_that_name_it(rule: Rule) -> None:
    performing = {(place.name, place.file) for place in PLACES.get(rule.id, ())}
    linked = named_functions(rule.fields.get("Code", ""))
    assert bool(linked) == bool(performing), "write the links: python -m tests.spec --links"
    assert set(linked) <= performing, "write the links: python -m tests.spec --links"


def test_every_rule_has_a_case_and_every_case_a_rule() -> None:
    shown = {case.head.rule for case in load(ROOT / "tests" / "conformance")}
    assert sorted(OF_PYTHON - shown) == []
    assert sorted(shown - NAMED) == []


def test_every_chapter_is_in_the_readme() -> None:
    readme = (SPEC / "README.md").read_text()
    assert sorted(re.findall(r"^\| \[.+\]\((.+\.md)\)", readme, re.M)) == [
        path.name for path in chapters() if path.name != "README.md"
    ]


@pytest.mark.parametrize("path", chapters(), ids=lambda path: path.name)
def test_links(path: Path) -> None:
    """What a chapter links to, or names as a rule, is there."""
    text = path.read_text()
    for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text):
        assert (path.parent / target).exists(), target
    for name in re.findall(rf"`({ID})`", text):
        assert name in NAMED or (ROOT / name).exists() or "." in name, name


@pytest.mark.parametrize("command", [CPYTHON, MINICORO], ids=["cpython", "minicoro"])
def test_the_tables_of_the_machine(command: tuple[str, ...]) -> None:
    page = (SPEC / "machine.md").read_text()
    shown = page.partition(BEGIN)[2].partition(END)[0]
    ended = run(command, str(TRANSITIONS))
    assert (ended.err, ended.code) == ("", 0)
    assert shown.strip() == ended.out.strip()


def slots_with_types(path: Path, name: str) -> list[str]:
    """The slots of a class that have an annotation.  From its source: a class has no slots once a program has run beside it."""
    (found,) = [node for node in ast.parse(path.read_text()).body if getattr(node, "name", "") == name]
    (slots,) = [node for node in found.body if isinstance(node, ast.Assign) and node.targets[0].id == "__slots__"]
    typed = [node.target.id for node in found.body if isinstance(node, ast.AnnAssign)]
    names = [node.value for node in ast.walk(slots.value) if isinstance(node, ast.Constant)]
    return [each for each in typed if each in names]


def test_the_machine_is_described_as_the_code_has_it() -> None:
    """spec/machine.md lists every class and field of the definition, in the order of ``core/machine.py``."""
    page, _, rest = (SPEC / "machine.md").read_text().partition("## How it is run")
    source = (ROOT / "minicoro" / "core" / "machine.py").read_text()
    exits = re.findall(r"^\| `(\w+)` \|", page, re.M)
    assert exits == [kind.__name__ for kind in api.Exit.__args__]
    assert re.findall(r"^class (\w+)", source, re.M) == ["Kind", "Machine", "State", *exits, "Region"]
    machine = api.Machine._fields[: api.Machine._fields.index("saved")]  # the others are for the engines
    defined = [*machine, *api.State._fields, *api.Region._fields]
    attributes = slots_with_types(ROOT / "minicoro" / "core" / "objects.py", "Suspendable")
    listed = re.findall(r"`(\w+)`", " ".join(re.findall(r"^- (`[^:]+):", page, re.M)))
    assert listed == defined + attributes
    for name in ("CREATED", "RUNNING", "CLOSED"):
        assert f"| `{name}` |" in rest


def test_named_functions_are_in_the_linked_files() -> None:
    for path in chapters():
        for name, target in re.findall(r"`([\w.]+)` in \[[^\]]+\]\(([^)]+\.py)\)", path.read_text()):
            definition = rf"^\s*(def|class) {name.rpartition('.')[2]}\b"
            assert re.search(definition, (path.parent / target).read_text(), re.M), f"{path.name}: {name} in {target}"


RECORDED = ("3.11.7", "3.12.1", "3.13.18", "3.14.10", "3.15.2")
TABLE = re.findall(
    r"^\| (.+) \| `(.+)` \| (.+) \| (.+) \| (.+) \| (.+) \| (.+) \| \[.+\]\(\.\./tests/conformance/(.+)\.py\) \|$",
    (SPEC / "versions.md").read_text(),
    re.M,
)


@pytest.mark.parametrize("row", TABLE, ids=[row[-1] for row in TABLE])
def test_the_table_of_versions(row: tuple[str, ...]) -> None:
    """Where two cells of a row differ, the recorded outputs of its case differ; a case is of the row's rule or shows it."""
    _, rule, *cells, name = row
    assert rule in NAMED
    outputs = []
    for version in RECORDED:
        record = read_record(ROOT / "tests" / "conformance" / "expected" / f"{version}.json").record
        outputs.append(record.get(name))
    for number, cell in enumerate(cells[1:], 1):
        if "until" not in cell + cells[number - 1]:
            changes = outputs[number] != outputs[number - 1]
            assert changes == (cell != cells[number - 1]), f"{name}: from {RECORDED[number - 1]} to {RECORDED[number]}"


def test_the_table_is_read() -> None:
    assert len(TABLE) > 30
