"""Measuring one benchmark: CPython and minicoro take turns, each in its own process, so that both see the same weather."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
from dataclasses import dataclass
from types import TracebackType

from benchmarks.catalogue import HERE, PROGRAMS, Benchmark

SIDES = {"cpython": [sys.executable], "minicoro": [sys.executable, "-m", "minicoro", "run"]}
CHECKED = 3  # how often the benchmark is run for the answer that both sides must agree on


class DisagreementError(Exception):
    """The two interpreters gave different answers: there is nothing to compare."""


@dataclass(frozen=True)
class Effort:
    """How long to measure.

    seconds: what one turn of one side should take.
    turns: how many turns each side gets.
    """

    seconds: float
    turns: int


QUICK = Effort(0.03, 5)
FULL = Effort(0.06, 15)


@dataclass(frozen=True)
class Result:
    """Seconds for one round of the benchmark, by side and turn."""

    benchmark: Benchmark
    cpython: list[float]
    minicoro: list[float]

    @property
    def ratios(self) -> list[float]:
        """Minicoro's time over CPython's, turn by turn."""
        return [slow / fast for slow, fast in zip(self.minicoro, self.cpython, strict=True)]

    @property
    def ratio(self) -> float:
        """The median of the turns' ratios: the two halves of a turn were measured within a moment of each other."""
        return statistics.median(self.ratios)


class Worker:
    """A process that runs a benchmark on demand; a context manager."""

    def __init__(self, side: str, benchmark: Benchmark) -> None:
        command = [*SIDES[side], str(HERE / "worker.py"), *benchmark.words()]
        path = os.pathsep.join([str(PROGRAMS), str(HERE.parent)])
        environment = {**os.environ, "PYTHONPATH": path, "PYTHONHASHSEED": "0"}
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
        )

    def __enter__(self) -> Worker:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.process.communicate()

    def run(self, rounds: int) -> tuple[float, str]:
        """Run the benchmark; the seconds it took and the answer it gave."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(f"{rounds}\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            raise ChildProcessError(f"the worker ended: {self.process.args}")
        answer = json.loads(line)
        return answer["seconds"], answer["answer"]

    def rounds_for(self, seconds: float) -> int:
        """How many rounds take about that long; the runs that find it out warm the worker up."""
        rounds = 1
        while True:
            took, _ = self.run(rounds)
            if took >= seconds / 2:
                return max(1, round(rounds * seconds / took))
            rounds *= 2 if took < seconds / 100 else max(2, int(seconds / took))


def measure(benchmark: Benchmark, effort: Effort) -> Result:
    """Measure a benchmark on both sides; ``DisagreementError`` if they do not compute the same."""
    with Worker("cpython", benchmark) as cpython, Worker("minicoro", benchmark) as minicoro:
        wanted, got = cpython.run(CHECKED)[1], minicoro.run(CHECKED)[1]
        if wanted != got:
            raise DisagreementError(f"{benchmark.name}: CPython computes {wanted}, minicoro {got}")
        sides = [(worker, worker.rounds_for(effort.seconds), []) for worker in (cpython, minicoro)]
        for _ in range(effort.turns):
            for worker, rounds, times in sides:
                times.append(worker.run(rounds)[0] / rounds)
    return Result(benchmark, sides[0][2], sides[1][2])
