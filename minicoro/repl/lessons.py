"""Lessons: Markdown files with code to run, questions to answer and inputs to step through.

The parts of a lesson, in order, are text, code (``python`` blocks) and inputs of a session (``session`` blocks).  A block may
be followed by a question (``> ? …`` with its choices ``> - [ ] …``, the right one ticked, each wrong one with ``— why it is
wrong``), which is asked before the block runs, and by its output (a ``text`` block).  After a block ``python lanes`` `minicoro
learn` shows which task ran when.
"""

import re
from dataclasses import dataclass, replace
from pathlib import Path

FOLDER = Path(__file__).parent / "chapters"


@dataclass(frozen=True)
class Question:
    """A question with its choices.  right: the number of the right one, from 1.  whys: why each other choice is wrong."""

    text: str
    choices: tuple[str, ...]
    right: int
    whys: tuple[str, ...] = ()


@dataclass(frozen=True)
class Part:
    """A part of a lesson.  kind: "text", "python" or "session".  output: the expected output.

    lanes: show which task ran when.
    """

    kind: str
    text: str
    output: str = ""
    question: Question | None = None
    lanes: bool = False


@dataclass(frozen=True)
class Lesson:
    """A lesson.  name: that of its file, under which the progress is stored."""

    name: str
    title: str
    parts: tuple[Part, ...]


def lessons() -> list[Lesson]:
    """All lessons in their order."""
    return [read(path) for path in sorted(FOLDER.glob("*.md"))]


def read(path: Path) -> Lesson:
    """The lesson in a file."""
    title, _, body = path.read_text(encoding="utf-8").partition("\n")
    return Lesson(path.stem, title.lstrip("# "), tuple(_parts(body)))


_BLOCK = re.compile(r"```(\w+)( lanes)?\n(.*?)```|((?:^>[^\n]*\n)+)", re.DOTALL | re.MULTILINE)


def _parts(body: str) -> list[Part]:
    parts: list[Part] = []
    at = 0
    for found in _BLOCK.finditer(body):
        text = body[at : found.start()].strip()
        if text:
            parts.append(Part("text", text))
        at = found.end()
        language, lanes, content, quote = found.groups()
        if quote:
            parts.append(replace(parts.pop(), question=_question(quote)))
        elif language == "text":
            parts.append(replace(parts.pop(), output=content))
        else:
            parts.append(Part(language, content, lanes=bool(lanes)))
    rest = body[at:].strip()
    return [*parts, Part("text", rest)] if rest else parts


def _question(quote: str) -> Question:
    lines = [line[1:].strip() for line in quote.splitlines()]
    choices = [line for line in lines if line.startswith("- [")]
    asked = " ".join([line for line in lines if not line.startswith("- [")]).removeprefix("?").strip()
    right = [index for index, line in enumerate(choices) if line.startswith("- [x]")]
    halves = [line[5:].strip().partition(" — ") for line in choices]
    return Question(asked, tuple([half[0] for half in halves]), right[0] + 1, tuple([half[2] for half in halves]))
