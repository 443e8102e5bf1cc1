"""Every command at a pseudo-terminal, with the editor and without; and the lessons there."""

import re
import sys
from pathlib import Path

import pytest

from tests.repl.sessions import Begin, Terminal
from tests.running import run

pytest.importorskip("pexpect", reason="needs pexpect (pip install 'minicoro[test]')")

SCRIPT: list[tuple[str, list[str]]] = [
    ("async def inner(n): return await asyncio.sleep(0, n)\r", []),
    ("async def outer(n): return n, await inner(n + 1)\r", []),
    ("c = outer(1)", []),
    ("%show outer", ["outer · coroutine", "state 0"]),
    ("%state c", ["coroutine outer: created"]),
    ("%step c", ["suspended, yielding None"]),
    ("%state c", ["coroutine outer: suspended in await", "awaits inner  <input 1>:1"]),
    ("%show c", ["state 1  ← here"]),
    ("%fork c as d", ["d = <coroutine object outer", "Its frame is a copy"]),
    ("%step c", ["returned (1, 2)"]),
    ("%back", ["1 step undone", "coroutine outer: suspended"]),
    ("%step c", ["returned (1, 2)"]),
    ("%throw d KeyError('k')", ["KeyError: 'k'"]),
    ("e = outer(5)", []),
    ("%step e", ["suspended"]),
    ("%close e", ["closed"]),
    ("%hold on", ["the loop stands still"]),
    ("t = asyncio.create_task(asyncio.sleep(0.05, 'slept'), name='napper')", []),
    ("%tasks", ["napper sleep"]),
    ("%ready", ["napper sleep goes on"]),
    ("%next", ["napper sleep goes on"]),
    ("%timers", ["in 0.0", "sleep of napper"]),
    ("%run", ["idle after"]),
    ("t.result()", ["'slept'"]),
    ("%hold off", ["the loop goes on between inputs"]),
    ("%trace on", ["tracing is on"]),
    ("await outer(7)", ["outer:1 starts", "inner:1 starts", "inner returns 8", "outer returns (7, 8)", "(7, 8)"]),
    ("%trace off", ["tracing is off"]),
    ("%time await asyncio.sleep(0.01)", ["took "]),
    ("%diff print(6 * 7)", ["42", "the same under CPython"]),
    ("%rule await/reuse", ["A coroutine runs once."]),
    ("%help step", ["%step [c] [value]"]),
    ("%sate c", ["%sate"]),
    ("%about outer", ["outer: <function outer>", "outer(n)", "defined at <input 2>:1"]),
    ("c?", ["coroutine outer: closed"]),
    ("%sh echo from the shell", ["from the shell"]),
    ("!echo from the shell again", ["from the shell again"]),
]


@pytest.mark.slow
def test_every_command(session: Terminal, tmp_path: Path) -> None:
    for typed, answers in SCRIPT:
        session.type(typed + "\r")
        for answer in answers:
            session.expect(re.escape(answer))
        session.expect(">>>")
    saved = tmp_path / "saved.py"
    session.type(f"%save {saved}\r")
    session.expect(f"inputs in {saved}")
    session.expect(">>>")
    loaded = tmp_path / "loaded.py"
    loaded.write_text("loaded = await outer(40)\n")
    session.type(f"%load {loaded}\r")
    session.expect(">>>")
    session.type("loaded[1] + 1\r")
    session.result("42")
    session.expect(">>>")
    assert session.leave() == 0
    assert "t = asyncio.create_task(asyncio.sleep(0.05, 'slept'), name='napper')" in saved.read_text()


def test_the_script_has_every_command() -> None:
    listed = run((sys.executable, "-m", "minicoro", "repl", "--quiet"), stdin="%help\n").out
    commands = set(re.findall(r"^  (%\w+)", listed, re.M))
    assert len(commands) >= 20
    assert commands <= {typed.split()[0] for typed, _ in SCRIPT} | {"%save", "%load"}


LEARN = (sys.executable, "-m", "minicoro", "learn", "1")


@pytest.mark.slow
def test_a_lesson(begin: Begin) -> None:
    """Predict, see; step by Enter; the progress is kept."""
    lesson = begin(words=LEARN, first="Your prediction")
    lesson.type("9\r")
    lesson.expect("A number from 1 to 3")
    lesson.type("2\r")
    lesson.expect("Right.")
    for _ in range(20):
        if lesson.child.expect(["That was lesson 1.  1 of 1 prediction right.", "%step", ">>>"]) == 0:
            break
        lesson.type("\r")
    else:
        raise AssertionError("the lesson has no end")
    listed = begin(words=(*LEARN[:-1], "--list"), first="Calling does not run it")
    listed.expect("1 of 1 predictions right")


def test_leaving_a_lesson(begin: Begin) -> None:
    lesson = begin(words=LEARN, first="Your prediction")
    lesson.interrupt()
    lesson.expect("left; `minicoro learn` begins this lesson again")
