"""Every case ends under minicoro as under CPython: the same stdout, stderr and exit code, or is registered."""

import pytest

from tests.errors import cases, differences
from tests.errors.compare import judge
from tests.errors.running import Runner

ALL = cases.load()
SAMPLE = 90  # one case in so many is in the quick set
SAMPLE_OF_TABLES = 450  # test_entry_points has all of them in two processes


@pytest.fixture(scope="module")
def runner():
    found = Runner()
    yield found
    found.close()


def marks(index: int, case: cases.Case) -> list[pytest.MarkDecorator]:
    step = SAMPLE_OF_TABLES if case.topic == "syntax" else SAMPLE
    return [pytest.mark.slow] if index % step else []


@pytest.mark.parametrize(
    "case",
    [pytest.param(case, marks=marks(index, case)) for index, case in enumerate(ALL)],
    ids=[case.name for case in ALL],
)
def test_ends_alike(case: cases.Case, runner: Runner) -> None:
    result = judge(case, *runner.compare(case), differences.load())
    assert not result.failed, f"{result.verdict}\n{result.explain()}"


def test_the_register_names_cases_that_exist() -> None:
    assert set(differences.load()) <= {case.name for case in ALL}


def test_enough_cases() -> None:
    assert len(ALL) >= 300
