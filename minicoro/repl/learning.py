"""Taking a reader through the lessons: predict, run, step, see."""

import json
import sys
from pathlib import Path

from minicoro.repl.lessons import Lesson, Part, Question, lessons
from minicoro.repl.session import Leave, Session
from minicoro.repl.state import state_directory


class Progress:
    """Which lessons have been finished, and with how many right predictions; kept in a file."""

    def __init__(self, path: Path | None = None) -> None:
        self.path = path or state_directory() / "lessons.json"
        self.done: dict[str, list[int]] = {}
        try:
            found = json.loads(self.path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return
        if isinstance(found, dict):
            self.done = {name: marks for name, marks in found.items() if isinstance(marks, list) and len(marks) == 2}

    def finish(self, lesson: Lesson, right: int, asked: int) -> None:
        """Note a lesson as finished."""
        self.done[lesson.name] = [right, asked]
        self._write()

    def forget(self) -> None:
        """Begin afresh."""
        self.done = {}
        self._write()

    def _write(self) -> None:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self.path.write_text(json.dumps(self.done, indent=1) + "\n", encoding="utf-8")
        except OSError as error:
            print(f"(progress is not kept: {error})", file=sys.stderr)


def listing(progress: Progress) -> str:
    """The lessons, and which are done."""
    lines = []
    for number, lesson in enumerate(lessons(), 1):
        marks = progress.done.get(lesson.name)
        mark = "  " if marks is None else "✓ "
        score = "" if marks is None or not marks[1] else f"  ({marks[0]} of {marks[1]} predicted)"
        lines.append(f"{mark}{number:2}  {lesson.title}{score}")
    return "\n".join(lines) + "\n"


def following(progress: Progress) -> int:
    """The number of the first lesson that is not done; 0 if all are."""
    for number, lesson in enumerate(lessons(), 1):
        if lesson.name not in progress.done:
            return number
    return 0


def take(number: int, progress: Progress) -> bool:
    """Take the reader through a lesson; whether it was finished."""
    lesson = lessons()[number - 1]
    reader = Reader()
    print(f"{number}  {lesson.title}\n{'=' * (len(lesson.title) + 4)}\n")
    try:
        for part in lesson.parts:
            reader.show(part)
    except (KeyboardInterrupt, Leave):
        print("\nleft; `minicoro learn` begins this lesson again")
        return False
    progress.finish(lesson, reader.right, reader.asked)
    score = f"  You predicted {reader.right} of {reader.asked}." if reader.asked else ""
    print(f"That was lesson {number}.{score}")
    return True


class Reader:
    """Shows the parts of a lesson and takes the answers, from a terminal or a pipe."""

    def __init__(self) -> None:
        self.right = self.asked = 0

    def show(self, part: Part) -> None:
        """Show a part; run it once the reader has predicted what it does."""
        if part.kind == "text":
            print(part.text + "\n")
            return
        if part.kind == "python":
            print(_indented(part.text))
        if part.question is not None:
            self._ask(part.question)
        elif part.kind == "python":
            self._answer("Enter runs it: ")
        run_part(part, self._answer)
        print()

    def _ask(self, question: Question) -> None:
        print(f"  {question.text}")
        for number, choice in enumerate(question.choices, 1):
            print(f"    {number}) {choice}")
        answer = self._answer("Your prediction (a number, or Enter to see): ")
        while answer and not (answer.isdecimal() and 1 <= int(answer) <= len(question.choices)):
            answer = self._answer(f"A number from 1 to {len(question.choices)}, or Enter: ")
        self.asked += 1
        if answer == str(question.right):
            self.right += 1
            print("Right.")
        else:
            print(f"{'No' if answer else 'It is'}: {question.right}) {question.choices[question.right - 1]}")

    def _answer(self, prompt: str) -> str:
        """A line from the reader; at the end of input, nothing."""
        print(prompt, end="", flush=True)
        line = sys.stdin.readline()
        if not sys.stdin.isatty():
            print()
        return line.strip()


def _indented(text: str) -> str:
    return "".join([f"    {line}\n" for line in text.splitlines()])


def run_part(part: Part, wait: object = None) -> None:
    """Run a program or the inputs of a session; what they print is printed."""
    from minicoro.repl.starting import under_minicoro

    if part.kind == "python":
        from minicoro.api import Options, prepare, run_source

        prepare(Options(watched=True))
        run_source(part.text, [], "<lesson>")
        return
    session = under_minicoro()
    try:
        for text in inputs(session, part.text):
            print(prompted(text))
            if callable(wait) and text.startswith("%"):
                wait("")
            session.run(text)
    finally:
        session.close()


def inputs(session: Session, text: str) -> list[str]:
    """The inputs that a text of several lines consists of."""
    found: list[str] = []
    pending = ""
    for line in [*text.splitlines(), ""]:
        pending = f"{pending}\n{line}" if pending else line
        if session.is_whole(pending):
            if pending.strip():
                found.append(pending)
            pending = ""
    return found


def prompted(text: str) -> str:
    """An input as it stands behind prompts."""
    lines = text.rstrip().splitlines()
    return "\n".join([f"{'... ' if index else '>>> '}{line}" for index, line in enumerate(lines)])
