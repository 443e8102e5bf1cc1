"""The lessons: what they show is what happens, under minicoro and under CPython; and the way through them."""

import json
import re
import sys
from pathlib import Path

import pytest

from minicoro.repl.lessons import Lesson, lessons
from tests.repl.sessions import piped
from tests.running import CPYTHON, MINICORO, run

LEARN = (sys.executable, "-m", "minicoro", "learn")


@pytest.mark.sample(21, 3)
@pytest.mark.parametrize("lesson", lessons(), ids=lambda lesson: lesson.name)
def test_what_a_lesson_shows_is_what_happens(lesson: Lesson) -> None:
    ran = 0
    for part in lesson.parts:
        if part.kind == "python":
            for command in (CPYTHON, MINICORO):
                ended = run(command, "-c", part.text)
                assert (ended.code, ended.out, ended.err) == (0, part.output, "")
        elif part.kind == "session":
            ended = piped(part.text)
            assert (re.sub(r" at 0x\w+", "", ended.out), ended.err) == (part.output, "")
        ran += part.kind != "text"
        assert part.kind == "text" or part.output
    assert ran and any(part.question for part in lesson.parts)


def test_there_are_enough() -> None:
    titles = [lesson.title for lesson in lessons()]
    assert len(titles) >= 18
    assert titles[0] == "Calling does not run it"


@pytest.mark.parametrize("lesson", lessons(), ids=lambda lesson: lesson.name)
def test_a_lesson_has_something_to_step_and_says_why(lesson: Lesson) -> None:
    steps = [part for part in lesson.parts if part.kind == "session"]
    assert re.search(r"^%(step|next|throw|close)", "\n".join([part.text for part in steps]), re.M), "nothing to step"
    for part in lesson.parts:
        if part.question is not None:
            for number, why in enumerate(part.question.whys, 1):
                assert bool(why) == (number != part.question.right), f"choice {number}: {why!r}"


def test_through_a_pipe(tmp_path: Path) -> None:
    env = {"XDG_STATE_HOME": str(tmp_path)}
    ended = run(LEARN, "1", stdin="2\n" + "\n" * 20, env=env)
    assert (ended.code, ended.err) == (0, "")
    assert "Right." in ended.out and "1 of 1 prediction right." in ended.out
    assert "hello\nreturned 42" in ended.out
    assert json.loads((tmp_path / "minicoro" / "lessons.json").read_text()) == {"01-calling": [1, 1]}
    assert "✓  1  Calling does not run it  (1 of 1 predictions right)" in run(LEARN, "--list", env=env).out
    wrong = run(LEARN, "1", stdin="7\n1\n", env=env)
    assert "A number from 1 to 3" in wrong.out and "No: the body has not started" in wrong.out
    assert "It is: 2) nothing" in wrong.out
    assert run(LEARN, "--forget", env=env).code == 0
    assert "✓" not in run(LEARN, "--list", env=env).out


def test_the_next_lesson_begins_when_the_reader_wants(tmp_path: Path) -> None:
    ended = run(LEARN, stdin="2\n" + "\n" * 3 + "q\n", env={"XDG_STATE_HOME": str(tmp_path)})
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.endswith("[Enter begins lesson 2, q leaves] \n"), ended.out


@pytest.mark.medium
def test_what_is_typed_is_run_and_b_goes_back(tmp_path: Path) -> None:
    env = {"XDG_STATE_HOME": str(tmp_path), "COLUMNS": "60", "PYTHONIOENCODING": "ascii"}
    ended = run(LEARN, "5", stdin="2\nb\n2 + 40\n2\ntell\n?\n\n\n\n\n", env=env)
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.count("What is printed first?") == 2, "b goes back to the program"
    assert "\n42\n" in ended.out
    assert "<function tell" in ended.out, "the names of the program are there"
    assert "| waits)" in ended.out and "main (Task-1)" in ended.out, "lanes, with ASCII signs"
    assert max([len(line) for line in ended.out.splitlines() if not line.startswith("[")]) <= 80
    left = run(LEARN, "5", stdin="q\n", env=env)
    assert "left; `minicoro learn` begins this lesson again" in left.out


@pytest.mark.medium
def test_all_of_them_through_a_pipe(tmp_path: Path) -> None:
    env = {"XDG_STATE_HOME": str(tmp_path)}
    ended = run(LEARN, env=env, timeout=120)
    assert (ended.code, ended.err) == (0, "")
    for lesson in lessons():
        assert lesson.title in ended.out
        for part in lesson.parts:
            if part.kind == "python":
                assert part.output in ended.out
    assert run(LEARN, env=env).out.endswith("--forget marks all as not done.\n")


def test_mistakes() -> None:
    for words, text in (("99",), "there is no lesson '99'"), (("1", "2"), "one lesson at a time"):
        ended = run(LEARN, *words)
        assert ended.code == 2 and text in ended.err
