"""At every event, what the viewer shows is what the program's own attributes say of that moment.

The viewer's own code folds the trace, in a browser; `account` has asked the objects themselves while the program ran.

``python -m tests.observe.agreeing PROGRAM ...`` compares the two for some programs, and names the moments that differ;
``--kit`` does so for all cases of the kit and all examples, too.
"""

import argparse
import contextlib
import itertools
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from importlib.resources import files
from pathlib import Path
from typing import Any

from minicoro.conformance.runner import load
from tests.observe.browser import CHROMIUM, drive
from tests.observe.traces import TIMED
from tests.running import ROOT, environment

LONGEST = 3000
"""Of a longer trace, the first so many events are compared: the browser keeps the state after each event."""

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
    lines = [line for line in out.read_text().splitlines() if line.endswith("}")][:LONGEST]
    return lines, {each["n"]: each for each in found if each["n"] <= LONGEST}


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
    stack = truth["stack"]
    about = objects.get(str(truth["object"]))
    if (
        truth["event"] in ("suspended", "returned", "raised")
        and stack
        and about
        and about["name"].endswith(stack[-1][0])
    ):
        stack = stack[:-1]  # it has left, and is still on the stack while it is told of
    if truth["event"] == "closed" and len(running) == len(stack) - 1:
        stack = stack[:-1]  # it has told of its end, and drops what it has kept
    if len(running) < len(stack):
        stack = without_leaving(stack, running, objects)
    if len(running) != len(stack):
        found.append(f"running: {moment['running']}, and it is {stack}")
    for shown, (name, line, variables) in list(zip(running, stack, strict=False)):
        innermost = shown is running[-1]
        if shown["line"] != line and not (innermost and truth["event"] in NO_LINE):
            found.append(f"running {name}: line {shown['line']}, and it is {line}")
        if shown["vars"] != variables and not (innermost and truth["event"] in NOT_YET_BACK):
            found.append(f"running {name}: variables {shown['vars']}, and they are {variables}")
    return [*found, *in_loop(moment, truth)]


def without_leaving(stack: list[Any], running: list[Any], objects: dict[str, Any]) -> list[Any]:
    """A stack without the frames that nothing runs in, although they are there.

    That is so while an exception goes through their delegate, for they are resumed when that has ended; and while they drop
    what they have kept, after they have told of their end.
    """
    kept: list[Any] = []
    extra = len(stack) - len(running)
    for frame in stack:
        name, line, variables = frame
        shown = running[len(kept)] if len(kept) < len(running) else None
        fits = shown is not None and shown["line"] == line and shown["vars"] == variables
        leaves = [
            each
            for each in objects.values()
            if (each["status"] == "suspended" and each["vars"] == variables)
            or (each["status"] in ("done", "failed", "closed") and each["name"].endswith(name))
        ]
        if extra and not fits and leaves:
            extra -= 1
        else:
            kept.append(frame)
    return kept


def in_loop(moment: dict[str, Any], truth: dict[str, Any]) -> list[str]:
    if truth["loop"] is None:
        return []
    number, ready, timers = truth["loop"]
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


BATCH = 20
"""So many traces are folded by one browser."""


def disagreements(programs: dict[str, Path], folder: Path, jobs: int = 1) -> Iterator[tuple[str, int, list[str]]]:
    """For each program, by its name: at how many moments the two accounts were compared, and where they differ.

    A program runs in a copy, in a folder of its own below ``folder``.
    """
    waiting = list(programs.items())
    while waiting:
        batch, waiting = waiting[:BATCH], waiting[BATCH:]
        with ThreadPoolExecutor(jobs) as pool:
            recorded = list(pool.map(lambda each: _record_copy(*each, folder), batch))
        shown = moments([lines for lines, _ in recorded], folder)
        for (name, _), each, (_, truths) in zip(batch, shown, recorded, strict=True):
            yield name, len(truths), compare(each, truths)


def _record_copy(name: str, program: Path, folder: Path) -> tuple[list[str], dict[int, Any]]:
    copy = folder / name.replace("/", "-") / program.name
    copy.parent.mkdir()
    copy.write_bytes(program.read_bytes())
    return record(copy, *TIMED.get(program.stem, ()))


def examples() -> dict[str, Path]:
    """The programs of ``examples/``."""
    return {path.stem: path for path in sorted((ROOT / "examples").glob("*.py"))}


INLINED_AND_CAPTURED = {
    f"comprehensions/{name}"
    for name in ("captured-one-after-the-other", "other-comprehension-uses-name", "variable-and-inner-functions")
}
"""Cases in which ``f_locals`` of 3.12 lacks the captured variable of a comprehension that runs; the viewer shows it."""


def cases() -> dict[str, Path]:
    """The cases of the kit that this Python can run."""
    skipped = INLINED_AND_CAPTURED if sys.version_info[:2] == (3, 12) else set()
    found = [case for case in load(ROOT / "tests" / "conformance") if not case.skipped(sys.version_info[:2])]
    runs = [case for case in found if case.head.negative is None or case.head.negative.phase != "parse"]
    return {case.name: case.path for case in runs if case.name not in skipped}


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m tests.observe.agreeing", description=(__doc__ or "").split("\n")[0]
    )
    parser.add_argument("programs", nargs="*", type=Path)
    parser.add_argument("--kit", action="store_true", help="all cases of the kit and all examples, too")
    parser.add_argument("--jobs", type=int, default=1, help="run so many programs at once")
    parser.add_argument("--most", type=int, default=3, help="name so many differences of a program")
    options = parser.parse_args()
    if CHROMIUM is None:
        parser.error("needs Chromium (Debian's package chromium)")
    programs = {str(path.with_suffix("")).lstrip("/"): path for path in options.programs}
    if options.kit:
        programs |= {**examples(), **cases()}
    compared = wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        for name, count, found in disagreements(programs, Path(folder), options.jobs):
            compared += count
            wrong += bool(found)
            for each in found[: options.most]:
                print(f"{name}: {each}", flush=True)
    print(f"{len(programs)} programs, {compared} moments compared, {wrong} programs differ")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
