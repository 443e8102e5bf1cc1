"""What the closures of the interpreter mean to a tracer: told by those who write them, by qualified name."""

from __future__ import annotations

SILENT: set[str] = set()
"""Placed closures that stand for no instruction of their own: their parts say which line runs."""

BACKWARD: set[str] = set()
"""Closures whose own jumps backwards are those of a loop of the program."""

HEADS: set[str] = set()
"""Closures of machines that begin another round of a loop, unless one of `STARTS` has just begun the loop."""

STARTS: set[str] = set()

CATCHING: set[str] = set()
"""Placed closures that raise and catch KeyError or ValueError themselves, of which the program knows nothing."""

WORK: set[str] = {
    "Unit.assembled",
    "Unit.rebound",
    "Unit.states",
    "compile_source",
    "guest_compile",
    "report_unraisable",
    "shadow_frame",
    "Suspendable.check_depth",
    "_make_shadow",
    "forget_program",
    "make_of_module",
    "overflow",
    "strip",
    "tidy",
    "tidy_call",
    "tidy_error",
    "unraisable",
    "warn_unawaited",
    "make_unit.<locals>.lower_now",
    "code_of.<locals>.lower_body",
    "_compile",
    "GuestLoader.source_to_code",
}
"""Functions of ours that do what is none of the program's doing: a tracer sees nothing of it."""


def catching(*names: str) -> None:
    """Register placed closures that look something up and catch that it is missing."""
    CATCHING.update(names)


def heads(*names: str) -> None:
    """Register closures of machines that begin a round of a loop."""
    HEADS.update(names)


def starts(*names: str) -> None:
    """Register closures of machines that begin a loop."""
    STARTS.update(names)


def silent(*names: str) -> None:
    """Register placed closures without an instruction of their own."""
    SILENT.update(names)


def loops(*names: str) -> None:
    """Register closures that loop as the program does."""
    BACKWARD.update(names)
