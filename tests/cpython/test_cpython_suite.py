"""CPython's own tests pass under minicoro: one file in the quick set, all of them with `--all`."""

import pytest

from tests.cpython import report
from tests.cpython.__main__ import compare
from tests.cpython.files import FILES, TestFile
from tests.cpython.runner import minicoro_command

PARAMETERS = [pytest.param(file, id=file.name, marks=() if file.quick else pytest.mark.slow) for file in FILES]


@pytest.mark.parametrize("file", PARAMETERS)
def test_what_passes_under_cpython_passes_under_minicoro(file: TestFile) -> None:
    if not file.exists():
        pytest.skip("this Python comes without its tests")
    [comparison] = compare([file], minicoro_command(), timeout=60)
    assert comparison.good, report.table([comparison]) + report.failures([comparison])
