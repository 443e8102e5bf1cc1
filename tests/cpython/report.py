"""The comparisons as text: a table, the failures, and the page that is kept in the repository."""

import platform
from collections.abc import Sequence
from pathlib import Path

from tests.cpython.compare import Comparison

PAGE = Path(__file__).with_name("report.md")
INTRODUCTION = """\
# CPython's own tests under minicoro

Written by `python -m tests.cpython --update-report`. Passed: the tests that pass under CPython, and those of them that
pass under minicoro. Listed: known differences, each with its reason in [listed.toml](listed.toml).
"""


def table(comparisons: Sequence[Comparison]) -> str:
    """One row a file, and a last one for all."""
    rows = [_row(comparison.file.name, [comparison]) for comparison in comparisons]
    if len(comparisons) > 1:
        rows.append(_row("all", comparisons))
    head = ("File", "CPython passed", "minicoro passed", "Listed", "Unexpected", "Seconds")
    return _aligned([head, *rows])


def failures(comparisons: Sequence[Comparison], traces: bool = False) -> str:
    """Everything that has to be looked at; the empty string if there is nothing."""
    return "".join(_failures(comparison, traces) for comparison in comparisons)


def update_page(comparisons: Sequence[Comparison], page: Path = PAGE) -> None:
    """Put the table into the page, in place of the one of this version of CPython."""
    sections = _sections(page.read_text()) if page.exists() else {}
    sections[_minor()] = f"## CPython {_minor()}\n\nOn {platform.python_version()}.\n\n{table(comparisons)}"
    ordered = sorted(sections.items(), key=lambda item: [int(part) for part in item[0].split(".")])
    page.write_text("\n".join([INTRODUCTION, *(text.strip() + "\n" for _, text in ordered)]))


def _sections(text: str) -> dict[str, str]:
    head = "## CPython "
    parts = text.split("\n" + head)[1:]
    return {part.split("\n", 1)[0].strip(): head + part for part in parts}


def _minor() -> str:
    return ".".join(platform.python_version_tuple()[:2])


def _row(name: str, comparisons: Sequence[Comparison]) -> tuple[str, ...]:
    expected = sum(len(comparison.expected) for comparison in comparisons)
    passed = sum(len(comparison.passed) for comparison in comparisons)
    known = sum(len(comparison.known) for comparison in comparisons)
    unexpected = sum(len(comparison.unexpected) for comparison in comparisons)
    theirs = sum(comparison.cpython.seconds for comparison in comparisons)
    ours = sum(comparison.ours.seconds for comparison in comparisons)
    return name, str(expected), str(passed), str(known), str(unexpected), f"{theirs:.1f} / {ours:.1f}"


def _aligned(rows: Sequence[tuple[str, ...]]) -> str:
    """A Markdown table that also reads well as plain text."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    rule = ["-" * widths[0], *("-" * (width - 1) + ":" for width in widths[1:])]
    lines = [_line(rows[0], widths), "| " + " | ".join(rule) + " |", *(_line(row, widths) for row in rows[1:])]
    return "\n".join(lines) + "\n"


def _line(row: tuple[str, ...], widths: list[int]) -> str:
    cells = [row[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))]
    return "| " + " | ".join(cells) + " |"


def _failures(comparison: Comparison, traces: bool) -> str:
    found = [(name, comparison.outcome(name)) for name in comparison.unexpected]
    lines: list[str] = []
    for name, outcome in [*comparison.troubles, *found]:
        lines.append(f"  {name}\n      {outcome.status}: {outcome.detail}\n")
        if traces and outcome.trace:
            lines.append("".join(f"      | {line}\n" for line in outcome.trace.splitlines()))
    lines += [f"  {complaint}\n" for complaint in comparison.complaints]
    if not comparison.expected:
        lines.append("  no test passes under CPython: is the file there?\n")
    return f"\n{comparison.file.name}\n{''.join(lines)}" if lines else ""
