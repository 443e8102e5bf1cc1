"""The cost of a deep chain grows with its depth, not with the square of it."""

from __future__ import annotations

import subprocess
import sys

import pytest

SMALL, LARGE = 100, 800
AT_MOST = 30.0
"""A cost that is linear in the depth grows by a factor of 8 from SMALL to LARGE, and a square one by 64."""

PROGRAMS = {
    "the recursion limit": """
def chain():
    yield from chain()

def main(depth):
    sys.setrecursionlimit(depth)
    try:
        next(chain())
    except RecursionError:
        pass
    sys.setrecursionlimit(10_000)
""",
    "an exception that is thrown in": """
def chain(depth):
    yield (yield from chain(depth - 1)) if depth else None

def main(depth):
    object = chain(depth)
    next(object)
    try:
        object.throw(ValueError())
    except ValueError:
        pass
""",
    "a chain in handlers": """
def chain(depth):
    try:
        raise ValueError(depth)
    except ValueError:
        if depth:
            yield from chain(depth - 1)
        yield depth

def main(depth):
    object = chain(depth)
    for _ in range(5):
        next(object)
""",
}
MEASURE = """
import sys, time

def cost(depth, times):
    costs = []
    for _ in range(times):
        start = time.process_time()
        main(depth)
        costs.append(time.process_time() - start)
    return min(costs)

sys.setrecursionlimit(10_000)
print(cost(LARGE, 2) / max(cost(SMALL, 5), 1e-5))
"""


@pytest.mark.parametrize("engine", [[], ["--walk"]], ids=["compiled", "walked"])
@pytest.mark.parametrize("name", PROGRAMS)
def test_grows_with_the_depth(name: str, engine: list[str]) -> None:
    text = PROGRAMS[name] + MEASURE.replace("LARGE", str(LARGE)).replace("SMALL", str(SMALL))
    command = [sys.executable, "-m", "minicoro", "run", *engine, "-c", text]
    ratios = []
    for _ in range(3):  # the machine may be busy
        found = subprocess.run(command, capture_output=True, text=True)
        assert found.returncode == 0, found.stderr
        ratios.append(float(found.stdout))
        if ratios[-1] < AT_MOST:
            return
    raise AssertionError(
        f"{name}: {LARGE // SMALL} times the depth costs {ratios} times as much: a step reads the whole chain"
    )
