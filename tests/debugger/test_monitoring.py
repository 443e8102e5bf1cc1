"""``sys.monitoring`` in interpreted programs: the tools get the events of the program's functions, as under CPython."""

import sys
from pathlib import Path

import pytest

from tests.running import same_as_cpython

PROGRAMS = sorted((Path(__file__).parent / "monitored").glob("*.py"))


@pytest.mark.skipif(sys.version_info < (3, 12), reason="sys.monitoring is new in 3.12")
@pytest.mark.parametrize("program", PROGRAMS, ids=lambda path: path.stem)
def test_events(program: Path) -> None:
    same_as_cpython(program)
