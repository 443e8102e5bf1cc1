"""Compares `minicoro explore` with simloom and frontrun, if these are installed, on the twelve bugs and their repairs.

``frontrun python -m tests.schedules.compare`` (without frontrun: ``python -m …``) prints, for each program: the run in which each tool first finds something wrong (``-``: nothing),
and whether it says that its search was exhaustive.
"""

import asyncio
import importlib.util
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.schedules.test_classics import PROGRAMS, explored

MOST = 2_000


def function_of(path: Path, name: str) -> Any:
    """The function of a program, as the running Python has it."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return getattr(module, name)


def with_minicoro(path: Path, name: str) -> tuple[int, bool]:
    found = explored(path, name)
    return found["first"], found["proved"]


def with_simloom(path: Path, name: str) -> tuple[int, bool]:
    from simloom import explore_systematic

    found = explore_systematic(function_of(path, name), max_delays=2, max_schedules=MOST)
    return found.first_failure_at or 0, found.exhaustive


def with_frontrun(path: Path, name: str) -> tuple[int, bool]:
    import frontrun

    work = function_of(path, name)

    async def worker(_: object) -> None:
        await work()

    given: dict[str, Any] = {"setup": object, "workers": [worker], "invariant": lambda _: True}

    async def explore() -> Any:
        return await frontrun.explore(**given, max_executions=MOST, total_timeout=20, clock="virtual")

    found = asyncio.run(explore())
    return (found.num_explored if found.property_holds is False else 0), found.property_holds is True


TOOLS: dict[str, Callable[[Path, str], tuple[int, bool]]] = {
    "minicoro": with_minicoro,
    "simloom": with_simloom,
    "frontrun": with_frontrun,
}


def main() -> None:
    tools = [name for name in TOOLS if name == "minicoro" or importlib.util.find_spec(name)]
    print(f"{'program':32}" + "".join([f"{name:>22}" for name in tools]))
    for path in PROGRAMS:
        for function in ("bug", "repair"):
            row = f"{path.stem + ':' + function:32}"
            for name in tools:
                try:
                    first, exhaustive = TOOLS[name](path, function)
                    row += f"{(str(first or '-') + (' exhaustive' if exhaustive else '')):>22}"
                except Exception as error:  # what another tool raises is its own affair, and is shown
                    row += f"{type(error).__name__[:21]:>22}"
            print(row, flush=True)


if __name__ == "__main__":
    sys.exit(main())
