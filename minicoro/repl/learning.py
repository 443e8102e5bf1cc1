"""Lead a reader through the lessons: predict, run, step."""

import json
import sys
import textwrap
from pathlib import Path

from minicoro.observe import screen
from minicoro.observe.screen import width
from minicoro.repl.lanes import Watching
from minicoro.repl.lessons import Lesson, Part, Question, lessons
from minicoro.repl.session import Leave, Session
from minicoro.repl.state import state_directory


class Progress:
    """The finished lessons, and the number of right predictions in each; stored in a file."""

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
        """Record that a lesson is finished."""
        self.done[lesson.name] = [right, asked]
        self._write()

    def forget(self) -> None:
        """Delete the progress."""
        self.done = {}
        self._write()

    def _write(self) -> None:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self.path.write_text(json.dumps(self.done, indent=1) + "\n", encoding="utf-8")
        except OSError as error:
            print(f"(progress is not kept: {error})", file=sys.stderr)


def listing(progress: Progress) -> str:
    """The list of lessons, with marks for the finished ones."""
    lines = []
    for number, lesson in enumerate(lessons(), 1):
        marks = progress.done.get(lesson.name)
        mark = "  " if marks is None else "✓ "
        score = "" if marks is None or not marks[1] else f"  ({marks[0]} of {marks[1]} predictions right)"
        lines.append(f"{mark}{number:2}  {lesson.title}{score}")
    return "\n".join(lines) + "\n"


def following(progress: Progress) -> int:
    """The number of the first lesson that is not done; 0 if all are."""
    for number, lesson in enumerate(lessons(), 1):
        if lesson.name not in progress.done:
            return number
    return 0


class Back(Exception):  # noqa: N818 - no error: the reader wants to see the part before
    """Raised to go back by one part."""


HELP = """\
Enter goes on.  b goes back, q leaves, ? shows this.  Anything else is run as Python, as at a prompt with top-level
await: the names of the program that ran last are there, and so are commands such as %step."""


def take(number: int, progress: Progress) -> bool:
    """Lead the reader through a lesson; return whether it was finished."""
    lesson = lessons()[number - 1]
    reader = Reader()
    say(f"{number}  {lesson.title}\n{'=' * (len(lesson.title) + 4)}\n\n{wrapped(HELP)}\n")
    at = 0
    try:
        while at < len(lesson.parts):
            try:
                reader.show(lesson.parts[at])
                at += 1
            except Back:
                at = _before(lesson.parts, at)
                print()
    except (KeyboardInterrupt, Leave):
        say("\nleft; `minicoro learn` begins this lesson again")
        return False
    finally:
        reader.close()
    asked = len(reader.predicted)
    right = sum(reader.predicted.values())
    progress.finish(lesson, right, asked)
    score = f"  {right} of {asked} prediction{'' if asked == 1 else 's'} right." if asked else ""
    say(f"That was lesson {number}.{score}")
    return True


def goes_on(number: int) -> bool:
    """Ask whether to begin a lesson.  As in a lesson, the end of a pipe is as Enter."""
    print(f"\n[Enter begins lesson {number}, q leaves] ", end="", flush=True)
    try:
        line = sys.stdin.readline()
    except KeyboardInterrupt:
        line = "q"
    print()
    return bool(line or not sys.stdin.isatty()) and line.strip() not in ("q", "quit")


def _before(parts: tuple[Part, ...], at: int) -> int:
    """The part to go back to: the one before the nearest earlier part that waits for the reader."""
    stops = [index for index in range(at) if parts[index].kind != "text"]
    shown = stops[-1] if stops else 0
    while shown > 0 and parts[shown - 1].kind == "text":
        shown -= 1
    return shown


def say(text: str) -> None:
    """Print a text; characters that this console cannot show are replaced."""
    screen.say(f"{text}\n")
    sys.stdout.flush()


def wrapped(text: str) -> str:
    """A text of several paragraphs, in lines that fit the terminal; lists and indented lines stay unchanged."""
    columns = min(width(), 100)
    paragraphs = []
    for paragraph in text.split("\n\n"):
        keeps = paragraph.startswith(("-", "    ", "|", "1."))
        paragraphs.append(paragraph if keeps else textwrap.fill(" ".join(paragraph.split()), columns))
    return "\n\n".join(paragraphs)


class Reader:
    """Shows the parts of a lesson and reads the answers, from a terminal or a pipe.

    predicted: for each question that was asked, whether the first answer was right.
    """

    def __init__(self) -> None:
        self.predicted: dict[str, bool] = {}
        self._session: Session | None = None
        self._ended = False

    def show(self, part: Part) -> None:
        """Show a part; run it after the reader has predicted the result."""
        if part.kind == "text":
            say(wrapped(part.text) + "\n")
            return
        if part.kind == "python":
            say(_indented(part.text))
        if part.question is not None:
            self._ask(part.question)
        elif part.kind == "python":
            self._answer("[Enter runs it] ")
        if part.kind == "python":
            self._run(part)
        else:
            self._step_through(part)
        print()

    def _run(self, part: Part) -> None:
        """Run a program; its names are then available at the prompt."""
        from minicoro.api import Options, prepare, run_source

        prepare(Options(watched=True))
        watching = _watching() if part.lanes else None
        if watching is not None:
            watching.begin()
        try:
            run_source(part.text, [], "<lesson>")
        finally:
            lanes = "" if watching is None else watching.end()
        names = {name: value for name, value in vars(sys.modules["__main__"]).items() if not name.startswith("__")}
        self._begin_session().names.update(names)
        if lanes:
            say(f"\nWhich task ran when, from the top down:\n\n{lanes}\n{wrapped(f'({LEGEND})')}")

    def _step_through(self, part: Part) -> None:
        """Run the inputs of a part in a session, one by one; before each command the reader may type inputs, too."""
        session = self._begin_session()
        for text in inputs(session, part.text):
            say(prompted(text))
            if text.startswith("%"):
                self._answer("[Enter runs it] ")
            session.run(text)

    def _begin_session(self) -> Session:
        """Start a new session, which replaces the previous one."""
        from minicoro.repl.starting import under_minicoro

        self.close()
        self._session = under_minicoro()
        return self._session

    def close(self) -> None:
        """End the session and its loop."""
        if self._session is not None:
            self._session.close()
            self._session = None

    def _ask(self, question: Question) -> None:
        say(f"  {question.text}")
        for number, choice in enumerate(question.choices, 1):
            say(f"    {number}) {choice}")
        prompt = f"Your prediction (1 to {len(question.choices)}, or Enter to see): "
        first = True
        while True:
            answer = self._answer(prompt, len(question.choices))
            if first:
                self.predicted[question.text] = answer == str(question.right)
                first = False
            if not answer:
                say(f"It is: {question.right}) {question.choices[question.right - 1]}")
                return
            if answer == str(question.right):
                say("Right.")
                return
            why = question.whys[int(answer) - 1] if question.whys else ""
            say(wrapped(f"No{': ' if why else '.'}{why}"))
            prompt = "Another try (or Enter to see): "

    def _answer(self, prompt: str, choices: int = 0) -> str:
        """Enter, or the number of a choice; any other input is run.  Raises `Back` and `Leave`."""
        while True:
            print(prompt, end="", flush=True)
            line = "" if self._ended else sys.stdin.readline()
            self._ended = not line
            if not sys.stdin.isatty():
                print()
            line = line.rstrip("\n")
            word = line.strip()
            if not word or (word.isdecimal() and 1 <= int(word) <= choices):
                return word
            if word in ("b", "back"):
                raise Back
            if word in ("q", "quit"):
                raise Leave
            if word in ("?", "help"):
                say(wrapped(HELP))
            elif word.isdecimal() and choices:
                say(f"A number from 1 to {choices}, or Enter.")
            else:
                self._try(line)

    def _try(self, text: str) -> None:
        """Run the reader's input; an input may need more lines."""
        session = self._session or self._begin_session()
        while not session.is_whole(text):
            print("... ", end="", flush=True)
            line = sys.stdin.readline()
            self._ended = not line
            text += "\n" + line.rstrip("\n")
            if not line:
                break
        session.run(text)


LEGEND = "┬ made  ● ran  ┴ ended  ✗ ended by an exception  │ waits"

_installed: list[Watching] = []


def _watching() -> Watching:
    """The object that passes events to the lanes; installed once."""
    if not _installed:
        _installed.append(Watching())
    return _installed[0]


def _indented(text: str) -> str:
    return "".join([f"    {line}\n" for line in text.splitlines()])


def inputs(session: Session, text: str) -> list[str]:
    """The inputs in a text of several lines."""
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
    """An input as shown after prompts."""
    lines = text.rstrip().splitlines()
    return "\n".join([f"{'... ' if index else '>>> '}{line}" for index, line in enumerate(lines)])
