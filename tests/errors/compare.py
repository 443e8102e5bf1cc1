"""Comparing all cases, several at a time, and judging them by the register."""

import difflib
import queue
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from tests.errors import differences
from tests.errors.cases import Case
from tests.errors.running import Ended, Runner


@dataclass(frozen=True)
class Result:
    """One case compared; ``verdict`` is "same", "listed", "differs" or "stale" (listed, but the same)."""

    case: Case
    expected: Ended
    actual: Ended
    verdict: str

    @property
    def failed(self) -> bool:
        return self.verdict in ("differs", "stale")

    def explain(self) -> str:
        """What differs, line by line; ``-`` is CPython."""
        lines = []
        for name in ("code", "out", "err"):
            wanted, got = [str(getattr(ended, name)).splitlines() for ended in (self.expected, self.actual)]
            if wanted != got:
                lines += list(
                    difflib.unified_diff(wanted, got, f"{name} of CPython", f"{name} of minicoro", lineterm="")
                )
        return "\n".join(lines[:60])


def judge(case: Case, expected: Ended, actual: Ended, listed: Iterable[str]) -> Result:
    """The result of one case."""
    if expected == actual:
        return Result(case, expected, actual, "stale" if case.name in listed else "same")
    return Result(case, expected, actual, "listed" if case.name in listed else "differs")


def compare(
    cases: list[Case], jobs: int = 1, cold: bool = False, seen: Callable[[Result], None] = lambda result: None
) -> list[Result]:
    """Run every case under both; ``seen`` is called with each result as it comes."""
    listed = differences.load()
    waiting: queue.SimpleQueue[Case] = queue.SimpleQueue()
    for case in cases:
        waiting.put(case)
    results: list[Result] = []

    def work() -> None:
        runner = Runner(cold)
        try:
            while True:
                case = waiting.get_nowait()
                result = judge(case, *runner.compare(case), listed)
                results.append(result)
                seen(result)
        except queue.Empty:
            return
        finally:
            runner.close()

    threads = [threading.Thread(target=work) for _ in range(jobs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if len(results) != len(cases):
        raise RuntimeError(f"{len(cases) - len(results)} cases did not run")
    return sorted(results, key=lambda result: result.case.name)
