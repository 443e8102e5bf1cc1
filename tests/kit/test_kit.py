"""The conformance kit: its cases are well formed and up to date, and minicoro does on them what CPython does."""

import json
import re
import sys
import tomllib
from pathlib import Path

import pytest

from minicoro.conformance import kit, runner
from minicoro.conformance.runner import Case, FormatError, parse_head
from tests.conformance.generate import stale
from tests.running import CPYTHON, MINICORO, ROOT, run

KIT = ROOT / "tests" / "conformance"
CASES = runner.load(KIT)
FEATURES = {line.split()[0] for line in (KIT / "features.txt").read_text().splitlines()}
VERSION = sys.version_info[:2]
CHAPTERS = {path.stem for path in (ROOT / "spec").glob("*.md")}


def known(listed: str = "expected.txt") -> set[str]:
    """Cases on which minicoro differs from this CPython; the list says why."""
    expected = runner.expected_failures(str(Path(__file__).with_name(listed)))
    version = ".".join(map(str, sys.version_info[:2]))
    return {name for name, versions in expected.items() if not versions or version in versions}


def complaints(case: Case) -> list[str]:
    """What the linter says of a case."""
    found = []
    unknown = sorted(set(case.head.features) - FEATURES)
    if unknown:
        found.append(f"features that are not in features.txt: {unknown}")
    if list(case.head.features) != list(dict.fromkeys(case.head.features)):
        found.append("a feature twice")
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", case.path.stem):
        found.append("the name is not in lower case with hyphens")
    if case.path.stem in sys.stdlib_module_names:
        found.append("the name would hide a module of the library from the case")
    if not case.head.description.endswith(".") or len(case.head.description) > 150:
        found.append("the description is no sentence")
    if case.head.generated is not (case.path.parent.parent.name == runner.GENERATED):
        found.append("a generated case is in generated/CHAPTER, a written one in CHAPTER")
    if case.chapter not in CHAPTERS:
        found.append("no such chapter in the book")
    low, high = case.head.min_python, case.head.max_python
    if low and high and low > high:
        found.append("min-python above max-python")
    text = case.path.read_text()
    if case.head.negative is None and "print" not in text and "stderr" not in case.head.features:
        found.append("it prints nothing")
    if "\t" in text or not text.endswith("\n") or text.endswith("\n\n"):
        found.append("tabs, or not one line end at the end")
    return found


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_lint(case: Case) -> None:
    assert complaints(case) == []


def test_there_are_enough() -> None:
    written = [case for case in CASES if not case.head.generated]
    assert len(CASES) >= 500
    assert len(written) >= 200
    assert {case.chapter for case in CASES} <= CHAPTERS


def test_generated_cases_are_up_to_date() -> None:
    assert stale() == []


def test_two_cases_with_one_name_are_refused(tmp_path: Path) -> None:
    """A case keeps its name when it moves between the written and the generated ones, so names are unique."""
    for folder in ("await", "generated/await"):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "one.py").write_text(HEAD.format(""))
    with pytest.raises(FormatError, match="another case named await/one"):
        runner.load(tmp_path)


def test_every_feature_is_used() -> None:
    assert {feature for case in CASES for feature in case.head.features} == FEATURES


def test_known_differences_are_cases() -> None:
    expected = runner.expected_failures(str(Path(__file__).with_name("expected.txt")))
    assert set(expected) <= {case.name for case in CASES}


def score(cases: list[Case], options: tuple[str, ...] = ()) -> dict[str, str]:
    """The failures of minicoro on this Python, measured by this Python."""
    target = runner.probe(runner.minicoro("", options))
    reference = runner.reference_for(target, [runner.probe(runner.python(sys.executable))], KIT)
    found = runner.score(cases, target, reference, 2, 60, lambda name, count: None)
    return {verdict.case: verdict.detail for verdict in found.verdicts if verdict.status == "failed"}


@pytest.mark.parametrize("step", [60, pytest.param(6, marks=pytest.mark.medium)], ids=["some", "more"])
def test_some_written_cases(step: int) -> None:
    found = score([case for case in CASES if not case.head.generated][::step])
    assert {name: detail for name, detail in found.items() if name not in known()} == {}


@pytest.mark.slow
def test_all_cases() -> None:
    found = score(CASES)
    assert {name: detail for name, detail in found.items() if name not in known()} == {}


MODES = ("--force-machine", "--walk")
"""Every function a machine; walked instead of compiled.  Neither may change anything."""


@pytest.mark.parametrize("step", [300, pytest.param(40, marks=pytest.mark.medium)], ids=["some", "more"])
@pytest.mark.parametrize("mode", MODES)
def test_some_cases_in_each_mode(mode: str, step: int) -> None:
    found = score(CASES[::step], (mode,))
    listed = known("expected_walk.txt" if mode == "--walk" else "expected.txt")
    assert {name: detail for name, detail in found.items() if name not in listed} == {}


@pytest.mark.slow
@pytest.mark.parametrize("mode", MODES)
def test_all_cases_in_each_mode(mode: str) -> None:
    found = score(CASES, (mode,))
    assert {name: detail for name, detail in found.items() if name not in known()} == {}


def test_records_are_complete() -> None:
    """For each recorded version there is an expectation for every case that is about it."""
    for version, path in runner.recorded(KIT).items():
        record = runner.read_record(path).record
        minor = tuple(int(part) for part in version.split(".")[:2])
        assert sorted(record) == sorted(case.name for case in CASES if not case.skipped(minor)), version


def test_the_kit_is_found_and_shipped() -> None:
    assert kit.folder() == KIT
    with (ROOT / "pyproject.toml").open("rb") as file:
        wheel = tomllib.load(file)["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert wheel["force-include"]["tests/conformance"] == "minicoro/_conformance"


HEAD = "# ---\n# description: d.\n# rule: a/b\n{}# ---\nprint()\n"


def test_heads() -> None:
    text = (
        "# features: [a, b-c]\n# min-python: 3.11\n# negative: {phase: parse, type: SyntaxError}\n# generated: true\n"
    )
    head = parse_head(HEAD.format(text))
    assert head == ("d.", "a/b", ("a", "b-c"), (3, 11), None, ("parse", "SyntaxError"), True)


@pytest.mark.parametrize(
    "line",
    [
        "# colour: red",
        "# rule: c/d",
        "# features: a, b",
        "# features: []",
        "# min-python: 3",
        "# min-python: 2.7",
        "# negative: SyntaxError",
        "# negative: {phase: later, type: X}",
        "# generated: yes",
        "# max-python:",
        "#features: [a]",
        "features: [a]",
    ],
)
def test_heads_that_are_refused(line: str) -> None:
    with pytest.raises(FormatError):
        parse_head(HEAD.format(line + "\n"))


@pytest.mark.parametrize("text", ["", "print()\n", "# ---\n# description: d.\n", "# ---\n# rule: a/b\n# ---\n"])
def test_texts_without_a_head(text: str) -> None:
    with pytest.raises(FormatError):
        parse_head(text)


def made(tmp_path: Path, body: str, line: str = "") -> Path:
    """A kit of one case."""
    (tmp_path / "chapter").mkdir()
    (tmp_path / "chapter" / "one-case.py").write_text(HEAD.format(line).replace("print()\n", body))
    return tmp_path


def runner_alone(folder: Path, *words: str) -> tuple[int, str]:
    command = (sys.executable, str(ROOT / "minicoro" / "conformance" / "runner.py"), "--kit", str(folder))
    ended = run(command, *words)
    return ended.code, ended.out + ended.err


def fake(tmp_path: Path, name: str, does: str) -> str:
    """A Python that is none: it answers the probe and then does something else."""
    path = tmp_path / name
    probe = f'case "$1" in *probe.py) echo Fake 3.{VERSION[1]}.0; exit;; esac\n'
    path.write_text(f"#!/bin/sh\n{probe}{does}\n")
    path.chmod(0o755)
    return f"{path} {{file}}"


@pytest.mark.medium
def test_the_runner_alone(tmp_path: Path) -> None:
    """The single file gives a good interpreter a good score, and bad ones bad scores with the reason."""
    folder = made(tmp_path, "print('a')\nprint('b')\n")
    good = fake(tmp_path, "good", f'exec {sys.executable} "$1"')
    wrong = fake(tmp_path, "wrong", "echo a; echo c")
    silent = fake(tmp_path, "silent", "exit 3")
    hangs = fake(tmp_path, "hangs", "sleep 60")
    code, out = runner_alone(folder, "--reference", sys.executable, "--command", good)
    assert (code, "1/0/0" in out) == (0, True), out
    code, out = runner_alone(
        folder,
        "--reference",
        sys.executable,
        "--timeout",
        "1",
        *[w for c in (wrong, silent, hangs) for w in ("--command", c)],
    )
    assert code == 1
    assert out.count("0/1/0") == 6
    assert "output, line 2: expected 'b', got 'c'" in out
    assert "output, line 1: expected 'a', got ''" in out
    assert "no end within the time limit" in out


@pytest.mark.sample(3, 1)
@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--command", "absent-python {file}"), "absent-python {file} does not run: "),
        (("--command", "python"), "a command needs {file} in the place of the program, as in 'pypy3 {file}': 'python'"),
        (("--case", "no-such-case"), "no case in "),
        (("--chapter", "no-such-chapter"), "no chapter no-such-chapter in "),
        (("--chapter", "chapter", "--case", "absent"), "no case of chapter in "),
        (("--chapter", "chapter", "--chapter", "absent"), "no chapter absent in "),
        (("--without", "messages,no-such-feature"), "no case has the feature "),
        (("--command", "'unclosed {file}"), "a command is written as for a shell: "),
        (("--python", "/bin/false"), "/bin/false does not run: it says nothing, and ends with exit code 1"),
    ],
)
def test_the_runner_alone_has_nothing_to_run(tmp_path: Path, words: tuple[str, ...], said: str) -> None:
    code, out = runner_alone(made(tmp_path, "print()\n"), *words)
    assert code == 2
    assert out.startswith(f"runner.py: {said}"), out


def test_the_runner_alone_writes_reports(tmp_path: Path) -> None:
    folder = made(tmp_path, "print('a')\n")
    reports = ("--json", f"{tmp_path}/o.json", "--junit", f"{tmp_path}/o.xml")
    code, out = runner_alone(folder, "--reference", sys.executable, "--case", "one", *reports)
    assert (code, "1/0/0" in out) == (0, True), out
    assert json.loads((tmp_path / "o.json").read_text())["interpreters"][0]["counts"]["passed"] == 1
    assert 'classname="chapter" name="one-case"' in (tmp_path / "o.xml").read_text()


def test_features_that_a_python_does_not_have(tmp_path: Path) -> None:
    """``--without`` skips the cases that rely on them; what fails is counted by what it relies on."""
    folder = made(tmp_path, "print('a')\n", "# features: [generator, messages]\n")
    (folder / "chapter" / "other.py").write_text("# ---\n# description: d.\n# rule: a/b\n# ---\nprint('b')\n")
    words = ("--reference", sys.executable, "--command", fake(tmp_path, "silent", "exit 0"))
    out = runner_alone(folder, *words)[1]
    assert re.search(r"^failed, and relies on +messages +others +all$", out, re.M), out
    assert re.search(r"^chapter +1 +1 +2$", out, re.M), out
    code, out = runner_alone(folder, *words, "--without", "messages", "--json", f"{tmp_path}/o.json")
    told = json.loads((tmp_path / "o.json").read_text())["interpreters"][0]["cases"]
    assert code == 1
    assert {one["status"]: one["detail"] for one in told}["skipped"] == "relies on messages"
    assert sorted([one["features"] for one in told]) == [[], ["generator", "messages"]]


@pytest.mark.parametrize("err", ["odd: sorry", "Traceback (most recent call last):\\n  File x\\nodd: sorry"])
def test_a_failure_shows_what_the_python_said(tmp_path: Path, err: str) -> None:
    """The first line of its error output, or what a traceback ends with."""
    folder = made(tmp_path, "print('a')\n")
    out = runner_alone(
        folder, "--reference", sys.executable, "--command", fake(tmp_path, "odd", f"printf '{err}' >&2")
    )[1]
    assert "  output, line 1: expected 'a', got ''\n  error output: odd: sorry\n" in out


def test_exit_codes_and_error_output_count(tmp_path: Path) -> None:
    folder = made(tmp_path, "import sys\nprint('said', file=sys.stderr)\nsys.exit(4)\n")
    quiet = fake(tmp_path, "quiet", "exit 4")
    code = fake(tmp_path, "code", "echo said >&2; exit 5")
    out = runner_alone(folder, "--reference", sys.executable, "--command", quiet, "--command", code)[1]
    assert "error output, line 1: expected 'said', got ''" in out
    assert "exit code: expected 4, got 5" in out


@pytest.mark.medium
def test_negative_cases(tmp_path: Path) -> None:
    folder = made(tmp_path, "print('never')\nawait x\n", "# negative: {phase: parse, type: SyntaxError}\n")
    for does, passes in (
        (f'exec {sys.executable} "$1"', True),
        ("echo never; echo SyntaxError: late >&2; exit 1", False),
        ("echo TypeError: x >&2; exit 1", False),
        ("exit 0", False),
    ):
        command = fake(tmp_path, "some", does)
        assert (runner_alone(folder, "--reference", sys.executable, "--command", command)[0] == 0) is passes, does


def test_versions_are_skipped(tmp_path: Path) -> None:
    folder = made(tmp_path, "print()\n", "# min-python: 3.99\n")
    code, out = runner_alone(folder, "--reference", sys.executable, "--python", sys.executable)
    assert (code, "0/0/1" in out) == (0, True)


def test_normalising() -> None:
    path = Path("/somewhere/chapter/case.py")
    text = '  File "/somewhere/chapter/case.py", line 3, in f\n  File "/x/lib/python3.12/asyncio/runners.py", line 7, in run\n    return 1\n    ^^^\nat 0x7f00\n'
    expected = '  File "case.py", line 3, in f\n  File "<library>/asyncio/runners.py", in run\nat 0x..\n'
    assert runner.normalise(text, path) == expected


@pytest.mark.medium
def test_the_command(tmp_path: Path) -> None:
    """`minicoro conform` as a user calls it, with its reports."""
    words = ("conform", "--case", "await/reuse", "--json", str(tmp_path / "o.json"), "--junit", str(tmp_path / "o.xml"))
    ended = run((sys.executable, "-m", "minicoro"), *words)
    assert (ended.code, ended.err) == (0, "")
    assert re.search(r"^await +\d+/0/0$", ended.out, re.M)
    assert '"status": "passed"' in (tmp_path / "o.json").read_text()
    assert 'classname="await" name="reuse"' in (tmp_path / "o.xml").read_text()


def test_no_such_case() -> None:
    ended = run((sys.executable, "-m", "minicoro"), "conform", "--case", "no-such-case-at-all")
    assert ended.code == 2 and re.fullmatch(
        "minicoro conform: no case in .* has no-such-case-at-all in its name; --list names the cases\n", ended.err
    ), ended.err


@pytest.mark.medium
def test_a_batch_is_as_good_as_single_runs() -> None:
    """A case gives the same in a batch as with `minicoro run`."""
    chosen = [
        case for case in CASES if case.name in ("never-awaited/on-stderr", "finalisation/at-exit", "scheduling/timeout")
    ]
    target = runner.probe(runner.minicoro())
    alone = runner.run_all(chosen, target._replace(batch=()), 1, 60, lambda name, count: None)
    batch = runner.run_all(chosen, target, 2, 60, lambda name, count: None)
    assert {name: one[0] for name, one in alone.items()} == {name: one[0] for name, one in batch.items()}
    assert len(chosen) == 3


def test_commands_are_there() -> None:
    assert CPYTHON != MINICORO
    assert "conform" in run((sys.executable, "-m", "minicoro"), "--help").out
