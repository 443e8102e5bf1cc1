"""Many seeded programs, quickly: ``python -m tests.hunt.campaign [--count N] [--seed S] [--seconds T]``.

Programs run by the hundred in one process, under both Pythons.  The process is watched: a program that ends it, or
keeps it for too long, is a failure like another, and the next process begins behind it.
"""

import argparse
import json
import os
import random
import select
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from tests.hunt.compare import accepted, difference
from tests.hunt.programs import program
from tests.hunt.shrink import shrink

BATCH = 500
PATIENCE = 60.0  # seconds for one program


def modes(chance: random.Random) -> dict[str, bool]:
    """How one program is run."""
    return {"deaths": chance.random() < 0.0, "force": chance.random() < 0.2, "native": chance.random() < 0.3}


WALK = "MINICORO_HUNT_WALK"
"""The variable of the environment that has all programs walked: what `work` is run under, too."""


def text_of(seed: int) -> tuple[str, dict[str, bool]]:
    """The program of this number, and how it is run: keyword arguments of `difference`."""
    chance = random.Random(seed)
    text = program(chance, chance.choice((0, 1, 1, 2, 2, 3)))
    return text, {**modes(chance), "walk": WALK in os.environ}


class Tried(NamedTuple):
    """One program: "same", "refused" (no Python takes it) or "failed", with the first difference."""

    seed: int
    verdict: str
    found: str = ""


def attempt(seed: int) -> Tried:
    """Try one program in this process."""
    text, how = text_of(seed)
    if not accepted(text):
        return Tried(seed, "refused")
    found = difference(text, **how)
    return Tried(seed, "failed", found) if found else Tried(seed, "same")


def work(first: int, count: int) -> None:
    """In a process of its own: try the programs, and tell of each."""
    for seed in range(first, first + count):
        print(json.dumps(attempt(seed)), flush=True)


def batch(first: int, count: int, patience: float = PATIENCE, module: str = "tests.hunt.campaign") -> Iterator[Tried]:
    """Try programs in other processes, as many of them as it takes."""
    seed, end = first, first + count
    while seed < end:
        words = [sys.executable, "-m", module, "--work", "--seed", str(seed), "--count", str(end - seed)]
        process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        try:
            for tried in _told(process, patience):
                yield tried
                seed = tried.seed + 1
        finally:
            process.kill()
            code = process.wait()
        if seed < end:
            yield Tried(seed, "failed", f"no end within {patience:g} s, or the process ended: {code}")
            seed += 1


def _told(process: "subprocess.Popen[bytes]", patience: float) -> Iterator[Tried]:
    assert process.stdout is not None
    while select.select([process.stdout], [], [], patience)[0]:
        line = process.stdout.readline()
        if not line.endswith(b"\n"):
            return
        yield Tried(*json.loads(line))


class Tally:
    """What has come of a campaign so far."""

    def __init__(self, save: Path | None) -> None:
        self.start = time.monotonic()
        self.counts = {"same": 0, "refused": 0, "failed": 0}
        self.save = save

    def add(self, tried: Tried) -> None:
        self.counts[tried.verdict] += 1
        if tried.verdict == "failed":
            print(f"== seed {tried.seed} {text_of(tried.seed)[1]}\n{tried.found}", flush=True)

    def write(self, options: argparse.Namespace, following: int) -> None:
        """Keep the count in a file, so that a campaign that is broken off has one."""
        if self.save is None:
            return
        version = sys.version.split()[0]
        facts: dict[str, Any] = {"python": version, "first": options.seed, "next": following, **self.counts}
        self.save.write_text(json.dumps(facts) + "\n")

    def text(self) -> str:
        seconds = time.monotonic() - self.start
        tried = self.counts["same"] + self.counts["failed"]
        failures, refused = self.counts["failed"], self.counts["refused"]
        return f"tried {tried} refused {refused} failures {failures} in {seconds:.0f} s"


def main() -> int:
    """Try programs until one of the limits is reached; 1 if there were failures."""
    parser = argparse.ArgumentParser(prog="python -m tests.hunt.campaign", description=__doc__)
    add = parser.add_argument
    add("--count", type=int, default=1000, help="how many (1000)")
    add("--seed", type=int, default=0, help="the number of the first (0)")
    add("--seconds", type=float, default=1e9, help="begin no batch after this time")
    add("--failures", type=int, default=5, help="stop at this many (5)")
    add("--shrink", type=float, default=0, metavar="S", help="spend this time on making each failure smaller")
    add("--walk", action="store_true", help="by the tree-walking interpreter")
    add("--save", type=Path, metavar="FILE", help="keep the counts in this file")
    add("--work", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.walk:
        os.environ[WALK] = "1"
    if options.work:
        work(options.seed, options.count)
        return 0
    tally = Tally(options.save)
    failed = list(_hunt(options, tally))
    for seed in failed if options.shrink else ():
        text, how = text_of(seed)
        small = shrink(text, lambda candidate, how=how: bool(difference(candidate, **how)), options.shrink)  # type: ignore[misc]
        print(f"== seed {seed} {how}, made smaller\n{small}\n{difference(small, **how)}", flush=True)
    print(tally.text())
    return 1 if failed else 0


def _hunt(options: argparse.Namespace, tally: Tally) -> Iterator[int]:
    """Try the programs; the numbers of those that fail."""
    end = options.seed + options.count
    for first in range(options.seed, end, BATCH):
        if time.monotonic() - tally.start > options.seconds:
            return
        for tried in batch(first, min(BATCH, end - first)):
            tally.add(tried)
            if tried.verdict == "failed":
                yield tried.seed
                if tally.counts["failed"] >= options.failures:
                    return
        tally.write(options, min(first + BATCH, end))


if __name__ == "__main__":
    sys.exit(main())
