"""Runs programs, and writes down each code object that minicoro has the host compile for them.

A batch as `minicoro.cli.batch` (see there).  Its first option is the file that gets a line of JSON for each code object:
its program, its name, and its instructions that suspend.
"""

import dis
import json
import os
import sys
from collections.abc import Iterator, Sequence
from types import CodeType
from typing import Any

from minicoro.cli import batch

SUSPENDING = {
    "ASYNC_GEN_WRAP",  # 3.11
    "CLEANUP_THROW",
    "END_ASYNC_FOR",
    "END_SEND",
    "GEN_START",
    "GET_AITER",
    "GET_ANEXT",
    "GET_AWAITABLE",
    "GET_YIELD_FROM_ITER",
    "RETURN_GENERATOR",
    "SEND",
    "SETUP_ASYNC_WITH",
    "BEFORE_ASYNC_WITH",
    "YIELD_VALUE",
}
"""The instructions of suspending code, of all versions."""

INTRINSICS = {"INTRINSIC_ASYNC_GEN_WRAP", "INTRINSIC_STOPITERATION_ERROR"}
"""From 3.12 on some are arguments of ``CALL_INTRINSIC_1``."""


def suspending(code: CodeType) -> list[str]:
    """The names of the instructions of a code object that suspend, or belong to code that does."""
    found = set()
    for instruction in dis.get_instructions(code):
        name, argument = instruction.opname.removeprefix("INSTRUMENTED_"), instruction.argrepr
        found |= {name} & SUSPENDING | {argument} & INTRINSICS
    return sorted(found)


def all_of(code: CodeType) -> Iterator[CodeType]:
    """A code object and those inside of it."""
    yield code
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from all_of(constant)


def hook(path: str, program: str) -> None:
    """Write down the code objects of this process from now on."""
    from minicoro.compiled.functions import Unit
    from minicoro.host import kept
    from minicoro.walk import stubs

    def noting(make: Any) -> Any:
        def made(*given: Any, **keywords: Any) -> CodeType:
            code: CodeType = make(*given, **keywords)
            told = [json.dumps([program, part.co_qualname, suspending(part)]) + "\n" for part in all_of(code)]
            file = os.open(path, os.O_WRONLY | os.O_APPEND)
            os.write(file, "".join(told).encode())
            os.close(file)
            return code

        return made

    kept.load = lambda *given: None  # what was compiled earlier is compiled again
    Unit.compiled = noting(Unit.compiled)  # type: ignore[method-assign]
    stubs.stub = noting(stubs.stub)


def run(options: Sequence[str], path: str) -> int:
    report, *more = options
    hook(report, path)
    return batch.run(more, path)


if __name__ == "__main__":
    sys.exit(batch.main(run))
