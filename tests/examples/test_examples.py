"""Every example does under `minicoro run` what it does under the running CPython."""

from pathlib import Path

import pytest

from tests.running import CPYTHON, MINICORO, ROOT, run, same_as_cpython

EXAMPLES = sorted((ROOT / "examples").glob("*.py"))


@pytest.mark.sample(5, 1)
@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_same_output_and_exit_code(example: Path) -> None:
    ended = same_as_cpython(str(example))
    assert ended.code == 0
    assert ended.out


@pytest.mark.sample(10, 1)
@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_same_output_with_every_function_as_a_machine(example: Path) -> None:
    assert run(MINICORO, "--force-machine", str(example)) == run(CPYTHON, str(example))


@pytest.mark.sample(10, 1)
@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_the_walking_engine_changes_nothing(example: Path) -> None:
    assert run(MINICORO, "--walk", str(example)) == run(CPYTHON, str(example))


def test_every_example_has_its_line_in_the_readme() -> None:
    readme = (ROOT / "examples" / "README.md").read_text()
    rows = [line for line in readme.splitlines() if line.startswith("| [")]
    assert sorted(row.split("[")[1].split("]")[0] for row in rows) == [path.name for path in EXAMPLES]
