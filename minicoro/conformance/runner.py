"""The runner of the conformance kit: one file, standard library only, for Python 3.9 and newer.

    python runner.py --kit tests/conformance --command 'pypy3 {file}'

A *case* is a small program that prints, with a head of comments that says what it shows.  It *passes* on an
interpreter if it ends there as it ends on the *reference*: with the same exit code, the same output and, addresses
and places inside the standard library aside, the same error output.  The reference is a CPython at hand of the same
version, or else what one wrote down: ``expected/<version>.json``.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shlex
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import IO, Any, NamedTuple, NoReturn, Protocol
from xml.sax.saxutils import escape, quoteattr

KEYS = ("description", "rule", "features", "min-python", "max-python", "negative", "generated")
PHASES = ("parse", "runtime")
MARK = "# ---"
OWN_WAY = ("finalisation", "frames", "inspect", "messages", "stderr", "tracebacks", "warnings", "weakref")
"""The features that a Python may implement in its own way, and still be right about coroutines."""

_PACKAGE = Path(__file__).resolve().parent.parent
_INSTALLED = _PACKAGE / "_conformance"
_KIT = _INSTALLED if _INSTALLED.is_dir() else _PACKAGE.parent / "tests" / "conformance"
"""The folder of the cases: beside this file in an installed package, or in the checkout."""


class FormatError(RuntimeError):
    """An invalid head of a case; the text names the line."""


class Negative(NamedTuple):
    """How a case must fail: before any of it runs ("parse") or later ("runtime"), and with which exception."""

    phase: str
    type: str


class Head(NamedTuple):
    """The head of a case."""

    description: str
    rule: str
    features: tuple[str, ...] = ()
    min_python: tuple[int, int] | None = None
    max_python: tuple[int, int] | None = None
    negative: Negative | None = None
    generated: bool = False


class Case(NamedTuple):
    """A case: ``name`` is ``chapter/stem``."""

    name: str
    chapter: str
    path: Path
    head: Head

    def skipped(self, version: tuple[int, int]) -> str:
        """Why the case is not for this version; the empty string if it is."""
        low, high = self.head.min_python, self.head.max_python
        if low is not None and version < low:
            return f"needs Python {low[0]}.{low[1]}"
        if high is not None and version > high:
            return f"is about Python up to {high[0]}.{high[1]}"
        return ""


class Ended(NamedTuple):
    """The result of a run, normalised.  ``code`` is None if it did not end in time."""

    code: int | None
    out: str
    err: str


class Verdict(NamedTuple):
    """A case on one interpreter: "passed", "failed" (``detail`` shows the first difference) or "skipped" (why)."""

    case: str
    status: str
    detail: str = ""
    seconds: float = 0.0
    features: tuple[str, ...] = ()


class Target(NamedTuple):
    """An interpreter: ``words`` is its command, in which ``{file}`` stands for the program.

    batch: a command that runs many programs (see ``cli/batch.py``), given ``options``; empty if there is none.
    """

    name: str
    words: tuple[str, ...]
    batch: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    implementation: str = ""
    version: str = ""

    @property
    def minor(self) -> tuple[int, int]:
        major, minor = self.version.split(".")[:2]
        return int(major), int(minor)


# The head of a case.


def parse_head(text: str) -> Head:
    """The head of a case; FormatError if it is invalid.

    The form is a part of YAML: ``key: text``, ``key: [word, word]``, ``key: {key: word}``.
    """
    lines = text.splitlines()
    if not lines or lines[0] != MARK:
        raise FormatError(f"line 1: a case begins with {MARK!r}")
    found: dict[str, str] = {}
    for number, line in enumerate(lines[1:], 2):
        if line == MARK:
            return _head(found)
        match = re.fullmatch(r"# ([a-z-]+): (\S.*)", line)
        if match is None or match[2] != match[2].strip():
            raise FormatError(f"line {number}: not of the form '# key: value'")
        if match[1] not in KEYS:
            raise FormatError(f"line {number}: no such key: {match[1]}")
        if match[1] in found:
            raise FormatError(f"line {number}: {match[1]} stands here twice")
        found[match[1]] = match[2]
    raise FormatError(f"the head has no end: {MARK!r}")


def _head(found: dict[str, str]) -> Head:
    for key in ("description", "rule"):
        if key not in found:
            raise FormatError(f"{key} is missing")
    generated = found.get("generated", "false")
    if generated not in ("true", "false"):
        raise FormatError(f"generated is true or false, not {generated}")
    return Head(
        found["description"],
        found["rule"],
        _words(found["features"]) if "features" in found else (),
        _version(found["min-python"]) if "min-python" in found else None,
        _version(found["max-python"]) if "max-python" in found else None,
        _negative(found["negative"]) if "negative" in found else None,
        generated == "true",
    )


def _words(value: str) -> tuple[str, ...]:
    match = re.fullmatch(r"\[([a-z-]+(?:, [a-z-]+)*)\]", value)
    if match is None:
        raise FormatError(f"not of the form [word, word]: {value}")
    return tuple(match[1].split(", "))


def _version(value: str) -> tuple[int, int]:
    match = re.fullmatch(r"(3)\.([0-9]+)", value)
    if match is None:
        raise FormatError(f"not of the form 3.11: {value}")
    return int(match[1]), int(match[2])


def _negative(value: str) -> Negative:
    match = re.fullmatch(r"\{phase: (\w+), type: (\w+)\}", value)
    if match is None or match[1] not in PHASES:
        raise FormatError(f"not of the form {{phase: parse, type: SyntaxError}}: {value}")
    return Negative(match[1], match[2])


GENERATED = "generated"


def case_files(kit: Path) -> list[Path]:
    """The files of the cases, in order of their names: ``chapter/name.py``, or ``generated/chapter/name.py``."""
    found = [*kit.glob("*/*.py"), *kit.glob(f"{GENERATED}/*/*.py")]
    return sorted([path for path in found if not path.name.startswith(("_", "test_"))], key=case_name)


def case_name(path: Path) -> str:
    """The name of a case, ``chapter/stem``: the same whether the case is written or generated."""
    return f"{path.parent.name}/{path.stem}"


def load(kit: Path, chapters: Sequence[str] = (), names: Sequence[str] = ()) -> list[Case]:
    """The cases of a kit, of these chapters and with these names (or parts of them) if any are given."""
    cases: dict[str, Case] = {}
    for path in case_files(kit.resolve()):
        name, chapter = case_name(path), path.parent.name
        if name in cases:
            raise FormatError(f"{path}: there is another case named {name}: {cases[name].path}")
        if (not chapters or chapter in chapters) and (not names or any([part in name for part in names])):
            try:
                head = parse_head(path.read_text(encoding="utf-8"))
            except FormatError as error:
                raise FormatError(f"{path}: {error}") from None
            cases[name] = Case(name, chapter, path, head)
    return list(cases.values())


# Running.


class _Running(NamedTuple):
    process: subprocess.Popen[bytes]
    out: IO[bytes]
    err: IO[bytes]
    began: float
    item: Any


class Pool:
    """Processes with a time limit, a limited number at a time; no threads.

    ``done(item, ended, seconds)`` is called for each process when it ends.
    """

    def __init__(self, jobs: int, timeout: float, done: Callable[[Any, Ended, float], None]) -> None:
        self._jobs = max(1, jobs)
        self._timeout = timeout
        self._done = done
        self._running: list[_Running] = []

    def start(self, words: Sequence[str], item: Any, environment: dict[str, str]) -> None:
        """Start a process as soon as another has ended, if the limit is reached."""
        while len(self._running) >= self._jobs:
            self._collect()
        out, err = tempfile.TemporaryFile(), tempfile.TemporaryFile()  # noqa: SIM115 - closed by _ended
        process = subprocess.Popen(
            list(words),
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=err,
            env=environment,
            cwd=tempfile.gettempdir(),
            start_new_session=True,
        )
        self._running.append(_Running(process, out, err, time.monotonic(), item))

    def finish(self) -> None:
        """Wait for all processes."""
        while self._running:
            self._collect()

    def stop(self) -> None:
        """Kill the running processes: they are in sessions of their own, which do not get Ctrl-C."""
        _kill([one.process for one in self._running])

    def _collect(self) -> None:
        time.sleep(0.002)
        for one in list(self._running):
            late = time.monotonic() - one.began > self._timeout
            if one.process.poll() is None and not late:
                continue
            self._running.remove(one)
            self._done(one.item, _ended(one, late), time.monotonic() - one.began)


def _kill(processes: Sequence[subprocess.Popen[bytes]]) -> None:
    for process in processes:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _ended(one: _Running, late: bool) -> Ended:
    code: int | None = one.process.returncode
    if late:
        _kill([one.process])
    texts = []
    for file in (one.out, one.err):
        file.seek(0)
        texts.append(file.read().decode("utf-8", "backslashreplace").replace("\r\n", "\n"))
        file.close()
    return Ended(code, texts[0], texts[1])


def environment(target: Target) -> dict[str, str]:
    """The environment of a case: no option is inherited; minicoro can be imported."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    inherited.update(PYTHONHASHSEED="0", PYTHONIOENCODING="utf-8", PYTHONDONTWRITEBYTECODE="1")
    if target.name.split()[0] == "minicoro":
        inherited["PYTHONPATH"] = str(_PACKAGE.parent)
    return inherited


def command_for(target: Target, path: Path) -> list[str]:
    return [word.replace("{file}", str(path)) for word in target.words]


_PLACE = re.compile(
    r'  File "(?:[^"]*/lib/(?:python[\d.]+|pypy[\d.]+)/|<frozen )([^"]*)", line \d+, in (.*)\n(?:    .*\n)*'
)


def normalise(text: str, path: Path) -> str:
    """``text`` without parts that differ between runs: the folder of the case, addresses, positions inside of the library."""
    text = text.replace(str(path), path.name)
    text = re.sub(r"0x[0-9a-fA-F]+", "0x..", text)
    return _PLACE.sub(r'  File "<library>/\1", in \2' + "\n", text)


# Judging.


def judge(case: Case, expected: Ended, actual: Ended) -> str:
    """The first difference between a run and the expectation, and its error output; the empty string if there is none."""
    difference = _difference(case, expected, actual)
    if difference and actual.err != expected.err:
        difference += f"\n  error output: {_gist(actual.err)}" if actual.err.strip() else ""
    return difference


def _gist(err: str) -> str:
    """The first line of an error output; of a traceback, the last line."""
    lines = [line for line in err.splitlines() if line.strip()]
    return lines[-1 if lines[0].startswith("Traceback ") else 0]


def _difference(case: Case, expected: Ended, actual: Ended) -> str:
    if actual.code is None:
        return "no end within the time limit"
    if case.head.negative is not None:
        return _judge_negative(case.head.negative, expected, actual)
    for what, theirs, ours in (("output", expected.out, actual.out), ("error output", expected.err, actual.err)):
        if theirs != ours:
            return f"{what}, {first_difference(theirs, ours)}"
    if expected.code != actual.code:
        return f"exit code: expected {expected.code}, got {actual.code}"
    return ""


def _judge_negative(negative: Negative, expected: Ended, actual: Ended) -> str:
    if actual.out != expected.out:
        return f"output, {first_difference(expected.out, actual.out)}"
    lines = [line for line in actual.err.splitlines() if line.strip()]
    last = lines[-1] if lines else "nothing"
    if actual.code == 0 or not re.match(rf"(\w+\.)*{negative.type}\b", last):
        return f"expected {negative.type} ({negative.phase}), got exit code {actual.code} and {last}"
    return ""


def first_difference(expected: str, actual: str) -> str:
    """The first line in which two texts differ, in words."""
    theirs, ours = expected.split("\n"), actual.split("\n")
    for number in range(max(len(theirs), len(ours))):
        left = repr(theirs[number]) if number < len(theirs) else "the end"
        right = repr(ours[number]) if number < len(ours) else "the end"
        if left != right:
            return f"line {number + 1}: expected {left}, got {right}"
    return "none"


# Interpreters and references.

_PROBE = "import platform as p\nprint(p.python_implementation(), p.python_version())\n"


def probe(target: Target) -> Target:
    """The target with its implementation and version, which it is asked for; RuntimeError if it does not answer."""
    try:
        answer = _answer(target, _PROBE)
    except (OSError, subprocess.SubprocessError) as error:
        raise RuntimeError(f"{target.name} does not run: {error}") from None
    found = answer.stdout.split()
    if len(found) != 2:
        said = (
            answer.stderr.strip()
            or answer.stdout.strip()
            or f"it says nothing, and ends with exit code {answer.returncode}"
        )
        raise RuntimeError(f"{target.name} does not run: {said}")
    return target._replace(implementation=found[0], version=found[1])


_COMPILE = """\
for name, path in {cases!r}:
    with open(path, encoding="utf-8") as file:
        text = file.read()
    try:
        compile(text, path, "exec")
    except SyntaxError as error:
        print(name, error.msg, sep="\\t")
"""


def newer_syntax(cases: Sequence[Case], target: Target, reference: Reference) -> dict[str, str]:
    """The cases that the target does not compile, with its message, if the reference is a later Python than the target.

    A case that a Python of the reference's own version does not compile is a failure.
    """
    if _numbers(reference.version)[:2] <= list(target.minor):
        return {}
    chosen = [(case.name, str(case.path)) for case in cases if case.head.negative is None]
    try:
        answer = _answer(target, _COMPILE.format(cases=chosen))
    except (OSError, subprocess.SubprocessError):
        return {}
    return dict([line.split("\t", 1) for line in answer.stdout.splitlines() if "\t" in line])


def _answer(target: Target, program: str) -> subprocess.CompletedProcess[str]:
    """The output of a target for a question of the runner."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "probe.py")
        path.write_text(program, encoding="utf-8")
        return subprocess.run(
            command_for(target, path),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=60,
            env=environment(target),
        )


def python(path: str) -> Target:
    """The Python at this path."""
    return Target(path, (path, "{file}"))


def minicoro(python: str = "", options: Sequence[str] = ()) -> Target:
    """minicoro on this Python: the running one if none is named."""
    host = python or sys.executable
    batch = (host, "-m", "minicoro.cli.batch") if hasattr(os, "fork") else ()
    name = " ".join(["minicoro", *options])
    return Target(name, (host, "-m", "minicoro", "run", *options, "{file}"), batch, tuple(options))


class Reference(NamedTuple):
    """The source of expectations: an available interpreter, or a record."""

    name: str
    version: str
    target: Target | None = None
    record: Mapping[str, Ended] = MappingProxyType({})


def recorded(kit: Path) -> dict[str, Path]:
    """The records of a kit by version."""
    return {path.stem: path for path in sorted((kit / "expected").glob("*.json"))}


def read_record(path: Path) -> Reference:
    data = json.loads(path.read_text(encoding="utf-8"))
    cases = {name: Ended(one.get("code", 0), one["out"], one.get("err", "")) for name, one in data["cases"].items()}
    return Reference("{}, recorded".format(data["python"]), data["python"].split()[-1], None, cases)


def write_record(kit: Path, target: Target, found: dict[str, Ended]) -> Path:
    """Record the results of ``target`` under its exact version."""
    cases: dict[str, dict[str, Any]] = {}
    for name in sorted(found):
        one = found[name]
        cases[name] = {"out": one.out}
        if one.code:
            cases[name]["code"] = one.code
        if one.err:
            cases[name]["err"] = one.err
    path = kit / "expected" / (f"{target.version}.json")
    path.parent.mkdir(exist_ok=True)
    data = {"python": f"{target.implementation} {target.version}", "cases": cases}
    path.write_text(json.dumps(data, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return path


def reference_for(target: Target, at_hand: Sequence[Target], kit: Path, choice: str = "auto") -> Reference:
    """The reference for ``target``.

    choice: "auto", "recorded", or the path of a Python.  A CPython is never compared with itself.
    """
    if choice not in ("auto", "recorded"):
        chosen = probe(python(choice))
        return Reference(f"{chosen.implementation} {chosen.version}", chosen.version, chosen)
    if choice == "auto":
        for other in at_hand:
            if other.implementation == "CPython" and other.minor == target.minor and other.words != target.words:
                return Reference(f"CPython {other.version}", other.version, other)
    records = recorded(kit)
    if not records:
        raise RuntimeError(f"no reference for {target.name}: name one with --reference")
    return read_record(records[_nearest(target.version, list(records))])


def _numbers(version: str) -> list[int]:
    return [int(part) for part in re.findall(r"\d+", version)[:3]]


def _nearest(version: str, records: Sequence[str]) -> str:
    """The recorded version nearest to this one: first by its minor number, then by its bugfix number."""
    wanted = _numbers(version)

    def distance(other: str) -> list[int]:
        numbers = _numbers(other)
        return [abs(numbers[i] - wanted[i]) for i in range(min(len(numbers), len(wanted)))]

    return min(records, key=distance)


# A whole run.


class Score(NamedTuple):
    """All results of one target."""

    target: Target
    reference: str
    verdicts: list[Verdict]

    def count(self, status: str, chapter: str = "") -> int:
        prefix = chapter + "/" if chapter else ""
        return len([v for v in self.verdicts if v.status == status and v.case.startswith(prefix)])


Progress = Callable[[str, int], None]
"""Called with the name of the current case and the number of further runs that are done."""


def run_all(
    cases: Sequence[Case], target: Target, jobs: int, timeout: float, progress: Progress
) -> dict[str, tuple[Ended, float]]:
    """Run the cases; the normalised result of each, and its seconds."""
    found: dict[str, tuple[Ended, float]] = {}
    if not cases:
        return found

    def done(case: Case, ended: Ended, seconds: float) -> None:
        clean = Ended(ended.code, normalise(ended.out, case.path), normalise(ended.err, case.path))
        found[case.name] = (clean, seconds)
        progress(target.name, 1)

    if target.batch:
        _run_batches(cases, target, jobs, timeout, done)
        return found
    pool = Pool(jobs, timeout, done)
    variables = environment(target)
    try:
        for case in cases:
            pool.start(command_for(target, case.path), case, variables)
        pool.finish()
    finally:
        pool.stop()
    return found


class _Batch:
    """A process that runs many cases, and its results so far."""

    def __init__(self, target: Target, task: dict[str, Any]) -> None:
        with tempfile.TemporaryFile() as stdin, tempfile.NamedTemporaryFile() as stdout:
            stdin.write(json.dumps(task).encode())
            stdin.seek(0)
            self.process = subprocess.Popen(
                target.batch,
                stdin=stdin,
                stdout=stdout,
                env=environment(target),
                cwd=tempfile.gettempdir(),
                start_new_session=True,
            )
            self._file = open(stdout.name, "rb")  # noqa: SIM115, PTH123 - closed by close
        self._tail = b""

    def news(self) -> list[dict[str, Any]]:
        """The processes that have ended since the last call."""
        *lines, self._tail = (self._tail + self._file.read()).split(b"\n")
        return [json.loads(line) for line in lines]

    def close(self) -> None:
        self._file.close()


def _run_batches(
    cases: Sequence[Case], target: Target, jobs: int, timeout: float, done: Callable[[Case, Ended, float], None]
) -> None:
    """Run the cases in as many batches as there are jobs."""
    left = {case.name: case for case in cases}
    task: dict[str, Any] = {"options": target.options, "timeout": timeout}
    batches: list[_Batch] = []
    try:
        for number in range(min(jobs, len(cases))):
            chosen = [(case.name, str(case.path)) for case in cases[number::jobs]]
            batches.append(_Batch(target, {"cases": chosen, **task}))
        while batches:
            time.sleep(0.01)
            for batch in list(batches):
                ended = batch.process.poll() is not None
                for data in batch.news():
                    done(left.pop(data["case"]), Ended(data["code"], data["out"], data["err"]), data["seconds"])
                if ended:
                    batch.close()
                    batches.remove(batch)
    finally:
        _kill([batch.process for batch in batches])
    if left:
        raise RuntimeError(f"{target.name}: a batch broke off before {sorted(left)[0]}")


def score(
    cases: Sequence[Case],
    target: Target,
    reference: Reference,
    jobs: int,
    timeout: float,
    progress: Progress,
    without: Sequence[str] = (),
) -> Score:
    """Run the cases on a target and, if it is available, on its reference, and compare.

    without: the features that the target does not have; the cases that rely on one of them are skipped.
    """
    skipped = {case.name: case.skipped(target.minor) for case in cases if case.skipped(target.minor)}
    for case in cases:
        lacking = [feature for feature in case.head.features if feature in without]
        if lacking and case.name not in skipped:
            skipped[case.name] = f"relies on {', '.join(lacking)}"
    chosen = [case for case in cases if case.name not in skipped]
    for name, words in newer_syntax(chosen, target, reference).items():
        skipped[name] = f"is in the syntax of a later Python ({words})"
    chosen = [case for case in chosen if case.name not in skipped]
    expected = dict(reference.record)
    if reference.target is not None:
        theirs = run_all(chosen, reference.target, jobs, timeout, progress)
        expected = {name: ended for name, (ended, _) in theirs.items()}
    actual = run_all(chosen, target, jobs, timeout, progress)
    verdicts = []
    for case in cases:
        if case.name not in skipped and case.name not in expected:
            skipped[case.name] = f"{UNRECORDED} {reference.name}"
        if case.name in skipped:
            verdicts.append(Verdict(case.name, "skipped", skipped[case.name], 0.0, case.head.features))
            continue
        ended, seconds = actual[case.name]
        difference = judge(case, expected[case.name], ended)
        status = "failed" if difference else "passed"
        verdicts.append(Verdict(case.name, status, difference, seconds, case.head.features))
    return Score(target, reference.name, verdicts)


# Reports.


def table(scores: Sequence[Score], cases: Sequence[Case]) -> str:
    """Chapter by interpreter: passed/failed/skipped."""
    chapters = sorted({case.chapter for case in cases})
    titles = [f"{Path(s.target.name).name} ({s.target.implementation} {s.target.version})" for s in scores]
    rows = [["chapter", *titles]]
    for chapter in chapters:
        rows.append([chapter, *[_counts(s, chapter) for s in scores]])
    rows.append(["all", *[_counts(s, "") for s in scores]])
    lines = _aligned(rows)
    references = [f"{s.target.name}: measured by {s.reference}" for s in scores]
    return "passed/failed/skipped\n\n{}\n\n{}\n".format("\n".join(lines), "\n".join(references))


def _counts(one: Score, chapter: str) -> str:
    return "/".join([str(one.count(status, chapter)) for status in ("passed", "failed", "skipped")])


def _aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    """The rows with their columns one below the other; a line after the first row and before the last."""
    widths = [max([len(row[column]) for row in rows]) for column in range(len(rows[0]))]
    lines = ["  ".join([row[i].ljust(widths[i]) for i in range(len(row))]).rstrip() for row in rows]
    lines.insert(1, "  ".join(["-" * width for width in widths]))
    lines.insert(-1, lines[1])
    return lines


def feature_table(score: Score) -> str:
    """Chapter by feature: how many of the failed cases rely on it; the empty string if none failed.

    A case may rely on several features.  The column "others" counts the cases that rely on none of OWN_WAY.
    """
    failed = [verdict for verdict in score.verdicts if verdict.status == "failed"]
    if not failed:
        return ""
    columns = [feature for feature in OWN_WAY if any([feature in verdict.features for verdict in failed])]
    rows = [["failed, and relies on", *columns, "others", "all"]]
    for chapter in [*sorted({verdict.case.partition("/")[0] for verdict in failed}), ""]:
        inside = [verdict for verdict in failed if not chapter or verdict.case.startswith(f"{chapter}/")]
        counts = [len([verdict for verdict in inside if feature in verdict.features]) for feature in columns]
        others = len([verdict for verdict in inside if not set(OWN_WAY) & set(verdict.features)])
        rows.append([chapter or "all", *[str(count or ".") for count in (*counts, others, len(inside))]])
    return "\n{}:\n\n{}\n".format(score.target.name, "\n".join(_aligned(rows)))


def failures(scores: Sequence[Score]) -> str:
    """The first difference of each failure."""
    lines = []
    for one in scores:
        lines += [f"\n{one.target.name}: {v.case}\n  {v.detail}" for v in one.verdicts if v.status == "failed"]
    return "\n".join(lines)


# Reports for other programs: JSON and JUnit.


_STATUSES = ("passed", "failed", "skipped")


def write_json(path: Path, scores: Sequence[Score]) -> None:
    """Write every result of every interpreter."""
    path.write_text(json.dumps({"interpreters": [_told(one) for one in scores]}, indent=1) + "\n")


def _told(one: Score) -> dict[str, object]:
    return {
        "name": one.target.name,
        "command": list(one.target.words),
        "implementation": one.target.implementation,
        "version": one.target.version,
        "reference": one.reference,
        "counts": {status: one.count(status) for status in _STATUSES},
        "cases": [verdict._asdict() for verdict in one.verdicts],
    }


def write_junit(path: Path, scores: Sequence[Score]) -> None:
    """One test suite for each interpreter."""
    suites = "".join([_suite(one) for one in scores])
    text = f'<?xml version="1.0" encoding="utf-8"?>\n<testsuites>\n{suites}</testsuites>\n'
    path.write_bytes(_CONTROL.sub(_escape, text).encode())


_CONTROL = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML cannot contain, not even escaped."""


def _escape(match: re.Match[str]) -> str:
    return match[0].encode("unicode_escape").decode()


def _suite(one: Score) -> str:
    counts = f'tests="{len(one.verdicts)}" failures="{one.count("failed")}" skipped="{one.count("skipped")}"'
    cases = "".join([_case(verdict) for verdict in one.verdicts])
    return f"<testsuite name={quoteattr(one.target.name)} {counts}>\n{cases}</testsuite>\n"


def _case(verdict: Verdict) -> str:
    chapter, _, name = verdict.case.partition("/")
    inside = {
        "failed": f"<failure>{escape(verdict.detail)}</failure>",
        "skipped": f"<skipped message={quoteattr(verdict.detail)}/>",
    }.get(verdict.status, "")
    place = f"classname={quoteattr(chapter)} name={quoteattr(name)}"
    return f'<testcase {place} time="{verdict.seconds:.3f}">{inside}</testcase>\n'


# Progress, on standard error.

WIDTH = 30


class Bar(Protocol):
    """Gets the progress of a run."""

    def step(self, name: str, count: int) -> None: ...
    def close(self) -> None: ...


class Quiet:
    """For output that goes to a file."""

    def step(self, name: str, count: int) -> None:
        pass

    def close(self) -> None:
        pass


class Plain:
    """A line that is overwritten, at most ten times a second."""

    def __init__(self, total: int) -> None:
        self._total = max(total, 1)
        self._done = 0
        self._shown = 0.0

    def step(self, name: str, count: int) -> None:
        self._done += count
        if time.monotonic() - self._shown > 0.1 or self._done == self._total:
            self._shown = time.monotonic()
            filled = WIDTH * self._done // self._total
            bar = "#" * filled + "." * (WIDTH - filled)
            print(f"\r[{bar}] {self._done}/{self._total} {name[-40:]:40}", end="", file=sys.stderr, flush=True)

    def close(self) -> None:
        print("\r" + " " * (WIDTH + 60) + "\r", end="", file=sys.stderr, flush=True)


def bar(total: int) -> Bar:
    """A plain bar on a terminal, none elsewhere."""
    return Plain(total) if sys.stderr.isatty() else Quiet()


# The command line.


class Parser(argparse.ArgumentParser):
    """An argument parser that reports an error in one line, and names the help option."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {message}\nTry `{self.prog} --help' for more information.\n")


def count(text: str) -> int:
    """A number of processes."""
    if not text.isdecimal() or not int(text):
        raise argparse.ArgumentTypeError(f"a number above 0 is needed, not {text!r}")
    return int(text)


def seconds(text: str) -> float:
    """A time limit."""
    try:
        found = float(text)
    except ValueError:
        found = 0.0
    if not 0 < found < float("inf"):
        raise argparse.ArgumentTypeError(f"seconds above 0 are needed, not {text!r}")
    return found


def output(text: str) -> Path:
    """A file that is written at the end; its folder must be there before the cases run."""
    path = Path(text)
    if path.is_dir() or not path.absolute().parent.is_dir():
        raise argparse.ArgumentTypeError(
            f"can't write {text!r}: {'it is a folder' if path.is_dir() else 'no such folder'}"
        )
    return path


def add_options(parser: argparse.ArgumentParser, reference: str) -> None:
    """The options that this runner and `minicoro conform` have in common."""
    add = parser.add_argument
    add("--python", action="append", default=[], metavar="PATH", help="score this Python (repeatable)")
    add("--command", action="append", default=[], metavar="WORDS", help="score this command, such as 'pypy3 {file}'")
    add("--chapter", action="append", default=[], metavar="NAME", help="only this chapter (repeatable)")
    add("--case", action="append", default=[], metavar="TEXT", help="only cases with TEXT in their names (repeatable)")
    add(
        "--without",
        default=(),
        type=features,
        metavar="WORDS",
        help="skip cases that rely on these features, such as finalisation,messages",
    )
    add(
        "--reference",
        default=reference,
        metavar="PYTHON",
        help=f"compare with this: 'auto', 'recorded' or the path of a Python ({reference})",
    )
    add("--json", type=output, metavar="OUT", help="write all results to this file")
    add("--junit", type=output, metavar="OUT", help="write them as JUnit XML")
    add("--jobs", type=count, default=2, metavar="N", help="processes at a time (2)")
    add(
        "--expected",
        type=expected_failures,
        metavar="FILE",
        help="a list of cases that are known to fail; a listed case that passes is reported, too",
    )
    add("--timeout", type=seconds, default=20.0, metavar="S", help="seconds for one case (20)")


def features(text: str) -> tuple[str, ...]:
    """Names of features, separated by commas."""
    return tuple([word.strip() for word in text.split(",") if word.strip()])


def arguments(words: Sequence[str] | None) -> argparse.Namespace:
    """The command line of the runner alone; `minicoro conform` has more options."""
    parser = Parser(description="Score Pythons with the conformance kit.")
    parser.add_argument("--kit", type=Path, default=_KIT, help="the folder of the cases")
    add_options(parser, "recorded")
    return parser.parse_args(words)


def named(options: argparse.Namespace) -> list[Target]:
    """The interpreters that the command line names, not probed yet; RuntimeError if a command cannot be one."""
    return [*map(python, options.python), *map(_command, options.command)]


def _command(text: str) -> Target:
    if "{file}" not in text:
        raise RuntimeError(f"a command needs {{file}} in the place of the program, as in 'pypy3 {{file}}': {text!r}")
    try:
        return Target(text, tuple(shlex.split(text)))
    except ValueError as error:
        raise RuntimeError(f"a command is written as for a shell: {text!r}: {error}") from None


def chosen_cases(options: argparse.Namespace, kit: Path) -> list[Case]:
    """The cases that the command line selects; RuntimeError if there are none, or if it names a feature that no case has."""
    every = load(kit)
    known = {feature for case in every for feature in case.head.features}
    unknown = [feature for feature in options.without if feature not in known]
    if unknown:
        raise RuntimeError(f"no case has the feature {', '.join(unknown)}; there are {', '.join(sorted(known))}")
    cases = load(kit, options.chapter, options.case)
    chapters = {case.chapter for case in every}
    if not cases or not chapters.issuperset(options.chapter):
        raise RuntimeError(_nothing_chosen(options, sorted(chapters), kit))
    return cases


def _nothing_chosen(options: argparse.Namespace, chapters: Sequence[str], kit: Path) -> str:
    """Why the command line, or one of its chapters, selects no case."""
    if not chapters:
        return f"there are no cases in {kit}"
    absent = [name for name in options.chapter if name not in chapters]
    if absent:
        return f"no chapter {', '.join(absent)} in {kit}; there are {', '.join(chapters)}"
    within = f" of {', '.join(options.chapter)}" if options.chapter else ""
    return f"no case{within} in {kit} has {' or '.join(options.case)} in its name; --list names the cases"


def score_all(
    pairs: Sequence[tuple[Target, Reference]],
    cases: Sequence[Case],
    options: argparse.Namespace,
    bar: Callable[[int], Bar],
) -> list[Score]:
    """The score of every interpreter, with a progress bar meanwhile."""
    runs = len(pairs) + len([one for _, one in pairs if one.target is not None])
    shown = bar(len(cases) * runs)
    try:
        how = (options.jobs, options.timeout, shown.step, options.without)
        return [score(cases, one, its, *how) for one, its in pairs]
    finally:
        shown.close()


UNRECORDED = "is not in the record of"


def unrecorded(one: Score) -> str:
    """A line for the cases that were skipped because nothing is recorded for them."""
    found = [
        verdict for verdict in one.verdicts if verdict.status == "skipped" and verdict.detail.startswith(UNRECORDED)
    ]
    if not found:
        return ""
    named = found[0].detail.removeprefix(UNRECORDED).strip()
    cases = f"{found[0].case} was" if len(found) == 1 else f"{len(found)} cases, such as {found[0].case}, were"
    return f"\n{cases} skipped: not in the record of {named}; `minicoro conform --record --python PATH` records.\n"


def report(options: argparse.Namespace, scores: Sequence[Score], cases: Sequence[Case]) -> int:
    """Print the tables and the failures, write the requested files; 1 if a case failed."""
    print(
        table(scores, cases) + "".join(map(feature_table, scores)) + failures(scores) + "".join(map(unrecorded, scores))
    )
    if options.json:
        write_json(options.json, scores)
    if options.junit:
        write_junit(options.junit, scores)
    if options.expected is None:
        return 1 if any([one.count("failed") for one in scores]) else 0
    surprises = [line for one in scores for line in unexpected(one, options.expected)]
    print("\n".join(["", *(surprises or ["Nothing that is not expected."])]))
    return 1 if surprises else 0


def expected_failures(path: str) -> dict[str, list[str]]:
    """The cases that are known to fail: each line has a name and the versions (none: all); ``#`` begins the cause."""
    try:
        text = Path(path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise argparse.ArgumentTypeError(f"can't read {path!r}: {getattr(error, 'strerror', error)}") from None
    lines = [line.partition("#")[0].split() for line in text.splitlines()]
    return {words[0]: words[1:] for words in lines if words}


def unexpected(score: Score, expected: dict[str, list[str]]) -> list[str]:
    """The differences of a score from the known failures on its version."""
    version = ".".join(score.target.version.split(".")[:2])
    known = {
        name for name, versions in expected.items() if not versions or {version, score.target.version} & set(versions)
    }
    failed = {v.case for v in score.verdicts if v.status == "failed"}
    passed = {v.case for v in score.verdicts if v.status == "passed"}
    told = [f"{score.target.name}: {name} fails, which is not expected" for name in sorted(failed - known)]
    return told + [f"{score.target.name}: {name} passes: take it off the list" for name in sorted(known & passed)]


def main(words: Sequence[str] | None = None) -> int:
    """Run the kit; 1 if a case failed, 2 if there was no case or no interpreter."""
    options = arguments(words)
    try:
        cases = chosen_cases(options, options.kit)
        own = python(sys.executable)
        targets = [probe(one) for one in named(options) or [own]]
        at_hand = [probe(own)] if options.reference == "auto" else []
        pairs = [(one, reference_for(one, at_hand, options.kit, options.reference)) for one in targets]
        scores = score_all(pairs, cases, options, bar)
    except RuntimeError as error:
        print(f"runner.py: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("runner.py: interrupted", file=sys.stderr)
        return 130
    return report(options, scores, cases)


if __name__ == "__main__":
    sys.exit(main())
