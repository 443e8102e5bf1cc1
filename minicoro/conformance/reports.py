"""Scores for other programs: JSON and JUnit."""

import json
import re
from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from minicoro.conformance.runner import Score, Verdict

STATUSES = ("passed", "failed", "skipped")


def write_json(path: Path, scores: Sequence[Score]) -> None:
    """Every verdict on every interpreter."""
    path.write_text(json.dumps({"interpreters": [_score(one) for one in scores]}, indent=1) + "\n")


def _score(one: Score) -> dict[str, object]:
    return {
        "name": one.target.name,
        "command": list(one.target.words),
        "implementation": one.target.implementation,
        "version": one.target.version,
        "reference": one.reference,
        "counts": {status: one.count(status) for status in STATUSES},
        "cases": [verdict._asdict() for verdict in one.verdicts],
    }


def write_junit(path: Path, scores: Sequence[Score]) -> None:
    """One test suite for each interpreter."""
    suites = "".join([_suite(one) for one in scores])
    text = f'<?xml version="1.0" encoding="utf-8"?>\n<testsuites>\n{suites}</testsuites>\n'
    path.write_bytes(_CONTROL.sub(_escape, text).encode())


_CONTROL = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML cannot hold, not even escaped."""


def _escape(match: re.Match[str]) -> str:
    return match[0].encode("unicode_escape").decode()


def _suite(one: Score) -> str:
    counts = f'tests="{len(one.verdicts)}" failures="{one.count("failed")}" skipped="{one.count("skipped")}"'
    cases = "".join([_case(verdict) for verdict in one.verdicts])
    return f"<testsuite name={quoteattr(one.target.name)} {counts}>\n{cases}</testsuite>\n"


def _case(verdict: Verdict) -> str:
    chapter, _, name = verdict.case.partition("/")
    inside = {
        "failed": f"<failure>{escape(verdict.detail)}</failure>",
        "skipped": f"<skipped message={quoteattr(verdict.detail)}/>",
    }.get(verdict.status, "")
    place = f"classname={quoteattr(chapter)} name={quoteattr(name)}"
    return f'<testcase {place} time="{verdict.seconds:.3f}">{inside}</testcase>\n'
