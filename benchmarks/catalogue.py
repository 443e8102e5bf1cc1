"""What there is to measure: each program, once for each of its parameters."""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
PROGRAMS = HERE / "programs"


@dataclass(frozen=True)
class Benchmark:
    """One program under one parameter.

    name: the program's, with its parameter in brackets if it has any.
    index: which of the program's parameters; None without any.
    """

    program: str
    group: str
    name: str
    index: int | None
    about: str

    def words(self) -> list[str]:
        """The worker's arguments."""
        return [self.program] if self.index is None else [self.program, str(self.index)]


def catalogue() -> list[Benchmark]:
    """All benchmarks, by name of program, parameters in the program's order."""
    found: list[Benchmark] = []
    for path in sorted(PROGRAMS.glob("[!_]*.py")):
        module = importlib.import_module(f"benchmarks.programs.{path.stem}")
        about = (module.__doc__ or "").strip().partition("\n")[0]
        parameters = getattr(module, "PARAMETERS", None)
        if parameters is None:
            found.append(Benchmark(path.stem, module.GROUP, path.stem, None, about))
            continue
        for index, parameter in enumerate(parameters):
            found.append(Benchmark(path.stem, module.GROUP, f"{path.stem}[{parameter}]", index, about))
    return found


def chosen(only: str | None) -> list[Benchmark]:
    """The benchmarks whose name contains ``only``."""
    return [benchmark for benchmark in catalogue() if not only or only in benchmark.name]
