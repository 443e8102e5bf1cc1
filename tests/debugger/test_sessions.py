"""pdb on interpreted programs: what a session prints is what it prints under CPython."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.running import CPYTHON, MINICORO, run

HERE = Path(__file__).parent
SESSIONS: dict[str, Any] = tomllib.loads((HERE / "sessions.toml").read_text())


def outcome(command: tuple[str, ...], session: dict[str, Any]) -> tuple[int, str, str]:
    """Exit code, stdout without addresses, and the last line of stderr."""
    words = [*session.get("options", []), session["program"], *session.get("arguments", [])]
    typed = "\n".join([*session["commands"], ""])
    ended = run(command, *words, stdin=typed, cwd=HERE / "programs")
    return ended.code, re.sub(r"0x[0-9a-f]+", "0x…", ended.out), ended.err.strip().rpartition("\n")[2]


@pytest.mark.sample(12, 4)
@pytest.mark.parametrize("name", SESSIONS)
def test_session(name: str) -> None:
    code, out, last = outcome(MINICORO, SESSIONS[name])
    expected_code, expected_out, expected_last = outcome(CPYTHON, SESSIONS[name])
    assert "(Pdb)" in expected_out, "this session never comes to the debugger"
    assert out == expected_out
    assert code == expected_code
    if expected_code:
        assert last == expected_last


@pytest.mark.parametrize("name", ["breakpoints", "awaited_at_the_prompt"])
def test_a_walked_session(name: str) -> None:
    """From 3.13 on ``breakpoint()`` stops in its own line, also at the end of a function and in a frame that is traced again."""
    session = SESSIONS[name]
    assert outcome((*MINICORO, "--walk"), session) == outcome(CPYTHON, session)
