"""Twelve classic bugs, each with its repair: the bug is found in few runs, replayed, and the repair is proved.

The programs stand in ``programs/``; each has a function ``bug`` and a function ``repair``.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.running import ROOT

PROGRAMS = sorted((Path(__file__).parent / "programs").glob("*.py"))
WITHIN, DEPARTURES, LARGEST = 200, 6, 100_000

DRIVER = """
import json, sys, time
from minicoro.schedules.exploring import Exploring, explore
from minicoro.schedules.program import Program
from minicoro.schedules.search import following

path, function, model, mode, replays = sys.argv[1:]
program = Program(path, function, model)
program.load()
report = explore(program, Exploring(model, mode, runs=100_000))
bad = report.bad
again = [program.run(following(bad.schedule)).outcome == bad.outcome for _ in range(int(replays))] if bad else []
print(json.dumps({
    "counts": {str(outcome): count for outcome, count in (report.counts or {}).items()},
    "proved": report.proved, "states": report.states, "transitions": report.transitions, "reasons": report.reasons,
    "wrong": [str(outcome) for outcome in report.search.wrong],
    "first": min([found.first for found in report.search.wrong.values()], default=0),
    "departures": bad.departures if bad else 0, "replayed": sum(again), "runs": report.search.done,
}))
"""


def explored(path: Path, function: str, model: str = "any", mode: str = "states", replays: int = 0) -> dict[str, Any]:
    """What an exploration finds, in a process of its own."""
    words = [sys.executable, "-c", DRIVER, str(path), function, model, mode, str(replays)]
    environment = {**os.environ, "PYTHONHASHSEED": "0", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(words, capture_output=True, text=True, cwd=ROOT, env=environment, check=False)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_there_are_twelve() -> None:
    assert len(PROGRAMS) == 12


@pytest.mark.parametrize("path", PROGRAMS, ids=lambda path: path.stem)
@pytest.mark.sample(6)
def test_the_bug_is_found_and_replayed(path: Path) -> None:
    found = explored(path, "bug", replays=100)
    assert found["wrong"], f"nothing wrong was found in {path.name}:bug; outcomes: {found['counts']}"
    assert found["first"] <= WITHIN, f"found in run {found['first']} only"
    assert found["departures"] <= DEPARTURES, f"the shortest bad schedule departs {found['departures']} times"
    assert found["replayed"] == 100, f"the same outcome in {found['replayed']} of 100 replays"


@pytest.mark.parametrize("path", PROGRAMS, ids=lambda path: path.stem)
@pytest.mark.sample(6)
def test_the_repair_is_proved(path: Path) -> None:
    first, second, third = [explored(path, "repair") for _ in range(3)]
    assert not first["wrong"], f"the repair in {path.name} is wrong: {first['wrong']}"
    assert first["proved"], f"no proof: {first['reasons']}"
    assert first == second == third, "three explorations differ"


@pytest.mark.parametrize("model", ["any", "may"])
@pytest.mark.parametrize("function", ["bug", "repair"])
@pytest.mark.parametrize("path", PROGRAMS, ids=lambda path: path.stem)
@pytest.mark.slow
def test_the_counts_are_those_of_enumeration(path: Path, function: str, model: str) -> None:
    states = explored(path, function, model)
    assert states["counts"], states["reasons"]
    if sum(states["counts"].values()) > LARGEST:
        return
    every = explored(path, function, model, "every")
    assert states["counts"] == every["counts"], "the graph of states counts otherwise than plain enumeration"


@pytest.mark.medium
@pytest.mark.parametrize("model", ["any", "may"])
def test_the_counts_of_one(model: str) -> None:
    path = next(each for each in PROGRAMS if each.stem == "lock_order")
    states, every = explored(path, "bug", model), explored(path, "bug", model, "every")
    assert states["counts"] == every["counts"] != {}
