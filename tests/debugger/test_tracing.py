"""``sys.settrace`` in interpreted programs: the events of the program's functions are those of CPython."""

import tomllib
from pathlib import Path

import pytest

from tests.running import CPYTHON, MINICORO, RELEASE, names_release, run

HERE = Path(__file__).parent
REGISTER = tomllib.loads((HERE / "differences.toml").read_text()).get("difference", [])
DIFFERENT = {
    each["program"]: each["cause"]
    for each in REGISTER
    if any([names_release(version) for version in each.get("versions", [RELEASE])])
}
PROGRAMS = sorted((HERE / "traced").glob("*.py"))


def events(command: tuple[str, ...], program: Path) -> list[str]:
    """What the trace function was told: event, function, line."""
    ended = run(command, "tracer.py", str(program), cwd=HERE)
    assert ended.code == 0, ended.err
    return ended.out.splitlines()


@pytest.mark.sample(4, 2)
@pytest.mark.parametrize("program", PROGRAMS, ids=lambda path: path.stem)
def test_events(program: Path) -> None:
    expected, found = events(CPYTHON, program), events(MINICORO, program)
    assert len(expected) > 10
    if program.stem in DIFFERENT:
        assert found != expected, f"{program.stem} no longer differs: take it off the register"
    else:
        assert found == expected


def test_register_names_programs() -> None:
    assert {each["program"] for each in REGISTER} <= {path.stem for path in PROGRAMS}
