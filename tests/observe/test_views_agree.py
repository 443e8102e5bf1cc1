"""At every event, what the viewer shows is what the program's own attributes say of that moment.

The viewer's own code folds the trace, in a browser; `account` has asked the objects themselves while the program ran.
"""

import contextlib
import itertools
import json
import subprocess
import sys
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from minicoro.conformance.runner import Case, load
from tests.observe.browser import CHROMIUM, drive
from tests.observe.traces import TIMED
from tests.running import ROOT, environment

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium (Debian's package chromium)"),
]

EXAMPLES = sorted((ROOT / "examples").glob("*.py"))
NOT_YET_BACK = ("started", "resumed")
"""Events at which the innermost frame does not have its variables back."""

NO_LINE = (*NOT_YET_BACK, "entered", "closed")
"""Events at which the innermost frame may be between two lines."""


def record(path: Path, *options: str) -> tuple[list[str], dict[int, Any]]:
    """The lines of a program's trace, and the second account by the number of the event."""
    out, told = path.with_suffix(".jsonl"), path.with_suffix(".account")
    command = [sys.executable, "-m", "tests.observe.account", str(path), str(out), str(told), *options]
    with contextlib.suppress(
        subprocess.TimeoutExpired
    ):  # a program that waits for ever: what it has told until then counts
        subprocess.run(
            command,
            env=environment(),
            cwd=ROOT,
            capture_output=True,
            timeout=60,
            check=False,
            stdin=subprocess.DEVNULL,
        )
    found = [json.loads(line) for line in told.read_text().splitlines() if line.endswith("}")]
    return [line for line in out.read_text().splitlines() if line.endswith("}")], {each["n"]: each for each in found}


def moments(traces: list[list[str]], folder: Path) -> list[list[dict[str, Any]]]:
    """What the viewer makes of each event of each trace."""
    page = folder / "agree.html"
    blocks = []
    for lines in traces:
        text = ",\n".join(lines).replace("<", "\\u003c")
        block = f'<script type="application/json" class="trace" data-count="{len(lines)}">[{text}]</script>'
        blocks.append(f"<template>{block}</template>")
    template = files("minicoro.observe").joinpath("data", "viewer.html").read_text(encoding="utf-8")
    page.write_text(template.replace("<!--minicoro:trace-->", "\n".join(blocks)))
    script = "return [...document.querySelectorAll('template')].map((each) => minicoro.moments(each.content));"
    found: list[list[dict[str, Any]]] = drive(page, folder, script)
    return found


def differences(moment: dict[str, Any], truth: dict[str, Any]) -> list[str]:
    """Where the two accounts of one moment differ."""
    found = []
    objects = moment["objects"]
    for number, (state, line, variables) in truth["objects"].items():
        shown = objects.get(number)
        if shown is None:
            found.append(f"object {number} is not shown")
            continue
        if truth["event"] == "dropped" and shown["status"] == "closed":
            continue
        if truth["thread"] and shown["status"] == "running":
            continue  # in another thread: it may have stopped by now, and not have told of it
        if state is not None and not state.lower().endswith(shown["status"]):
            found.append(f"object {number}: {shown['status']}, and it is {state}")
        if shown["line"] != line:
            found.append(f"object {number}: line {shown['line']}, and it is {line}")
        if len(objects) <= 100 and shown["vars"] != variables:
            found.append(f"object {number}: variables {shown['vars']}, and they are {variables}")
    running = [objects[str(number)] for number in moment["running"]]
    leaves = truth["event"] in ("suspended", "returned", "raised")  # and is still on the stack while it is told of
    stack = truth["stack"][:-1] if leaves else truth["stack"]
    if truth["event"] == "closed" and len(running) == len(stack) - 1:
        stack = stack[:-1]  # it has told of its end, and drops what it has kept
    if len(running) < len(stack):
        stack = without_thrown_into(stack, running, objects)
    if len(running) != len(stack):
        found.append(f"running: {moment['running']}, and it is {stack}")
    for shown, (name, line, variables) in list(zip(running, stack, strict=False)):
        innermost = shown is running[-1]
        if shown["line"] != line and not (innermost and truth["event"] in NO_LINE):
            found.append(f"running {name}: line {shown['line']}, and it is {line}")
        if shown["vars"] != variables and not (innermost and truth["event"] in NOT_YET_BACK):
            found.append(f"running {name}: variables {shown['vars']}, and they are {variables}")
    return [*found, *in_loop(moment, truth)]


def without_thrown_into(stack: list[Any], running: list[Any], objects: dict[str, Any]) -> list[Any]:
    """A stack without the frames whose delegate an exception goes through: they are resumed when that has ended."""
    kept: list[Any] = []
    extra = len(stack) - len(running)
    for frame in stack:
        _, line, variables = frame
        shown = running[len(kept)] if len(kept) < len(running) else None
        fits = shown is not None and shown["line"] == line and shown["vars"] == variables
        if (
            extra
            and not fits
            and any([each["status"] == "suspended" and each["vars"] == variables for each in objects.values()])
        ):
            extra -= 1
        else:
            kept.append(frame)
    return kept


def in_loop(moment: dict[str, Any], truth: dict[str, Any]) -> list[str]:
    if truth["loop"] is None:
        return []
    number, ready, timers = truth["loop"]
    ready = [each for each in ready if each]  # without what another thread has queued, and not told of yet
    loop = moment["loops"].get(str(number))
    if loop is None:
        return [f"loop {number} is not shown"] if ready or timers else []
    found = []
    taken = loop["ready"][1:] == ready and truth["event"] in ("round", "switch")  # the first is about to run
    if loop["ready"] != ready and not taken:
        found.append(f"ready: {loop['ready']}, and it is {ready}")
    times = dict(timers)
    shown = [times.get(each, 0.0) for each in loop["timers"]]
    is_ordered = all([one < other + 2e-6 for one, other in itertools.pairwise(shown)])
    if set(loop["timers"]) != set(times) or not is_ordered:
        found.append(f"timers: {loop['timers']}, and they are {timers}")
    return found


def compare(shown: list[dict[str, Any]], truths: dict[int, Any]) -> list[str]:
    found = []
    for moment in shown:
        truth = truths.get(moment["n"])
        if truth is not None:
            found += [f"event {moment['n']} ({truth['event']}): {each}" for each in differences(moment, truth)]
    return found


def test_examples(tmp_path: Path) -> None:
    recorded = []
    for example in EXAMPLES:
        path = tmp_path / example.name
        path.write_bytes(example.read_bytes())
        recorded.append(record(path, *TIMED.get(example.stem, ())))
    shown = moments([lines for lines, _ in recorded], tmp_path)
    wrong = {
        path.name: compare(each, truths)[:3] for path, each, (_, truths) in zip(EXAMPLES, shown, recorded, strict=True)
    }
    wrong = {name: found for name, found in wrong.items() if found}
    assert not wrong, json.dumps(wrong, indent=1)
    assert sum([len(truths) for _, truths in recorded]) > 3000


CASES = [case for case in load(ROOT / "tests" / "conformance") if not case.skipped(sys.version_info[:2])]
RUN = [case for case in CASES if case.head.negative is None or case.head.negative.phase != "parse"]
BATCHES = [RUN[at : at + 60] for at in range(0, len(RUN), 60)]


@pytest.mark.parametrize("number", range(len(BATCHES)))
def test_cases(number: int, tmp_path: Path) -> None:
    check(BATCHES[number], tmp_path)


BETWEEN_LINES = {
    "evaluation-order/spill-dropped-on-exception",
    "exception-context/handler-frees",
    "exception-context/dropped-on-the-way",
}
"""Cases in which a ``__del__`` prints while the engine drops a temporary: the frame around it is between two lines."""


def check(cases: list[Case], folder: Path) -> None:
    recorded = []
    for index, case in enumerate(cases):
        path = folder / f"{index}" / case.path.name
        path.parent.mkdir()
        path.write_bytes(case.path.read_bytes())
        recorded.append(record(path))
    shown = moments([lines for lines, _ in recorded], folder)
    wrong = {}
    for case, each, (_, truths) in zip(cases, shown, recorded, strict=True):
        found = compare(each, truths)
        if found and case.name not in BETWEEN_LINES:
            wrong[case.name] = found[:3]
    assert not wrong, json.dumps(wrong, indent=1)
