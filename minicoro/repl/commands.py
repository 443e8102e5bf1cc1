"""Commands of a session, ``%name …``: their names, their arguments, their help.

A command is a function of the `Given` words.  It reports an error in them by raising `MistakeError`, which is shown in one
line.  The commands of `stepping_commands`, `loop_commands` and `text_commands` are registered here; `all_commands` runs them.
"""

import difflib
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from minicoro.repl.session import Session


class MistakeError(Exception):
    """An error in the use of a command, in one line that says what to do."""


@dataclass(frozen=True)
class Given:
    """The words of a command.  name: that of the command.  text: the text after the name."""

    session: "Session"
    name: str
    text: str

    def need(self, what: str) -> str:
        """The text, which must not be empty."""
        if not self.text:
            raise MistakeError(f"which {what}?  {COMMANDS[self.name].usage}")
        return self.text

    def first(self, what: str) -> tuple[str, str]:
        """The first expression of the text (it has spaces only inside brackets or quotes), and the rest."""
        text = self.need(what)
        depth, quote = 0, ""
        for index, letter in enumerate(text):
            if quote:
                quote = "" if letter == quote else quote
            elif letter in "'\"":
                quote = letter
            elif letter in "([{":
                depth += 1
            elif letter in ")]}":
                depth -= 1
            elif letter == " " and depth == 0:
                return text[:index], text[index:].strip()
        return text, ""

    def value(self, expression: str) -> Any:
        """The value of an expression in the session; MistakeError if it raises."""
        try:
            return self.session.evaluate(expression, f"%{self.name}")
        except Exception as error:
            raise MistakeError(f"{expression}: {type(error).__name__}: {error}") from None

    def number(self, text: str, default: int) -> int:
        """A whole number of at least 1."""
        if not text:
            return default
        if not text.isdecimal() or int(text) < 1:
            raise MistakeError(f"{text!r} is no number of steps.  {COMMANDS[self.name].usage}")
        return int(text)

    def switch(self, now: bool) -> bool:
        """``on`` or ``off``; without an argument, the opposite of the current value."""
        if self.text in ("", "on", "off"):
            return not now if not self.text else self.text == "on"
        raise MistakeError(f"{self.text!r} is neither on nor off.  {COMMANDS[self.name].usage}")


@dataclass(frozen=True)
class Command:
    """A command.  usage: its syntax.  help: one line."""

    usage: str
    help: str
    do: Callable[[Given], object]


COMMANDS: dict[str, Command] = {}


def command(usage: str, help: str) -> Callable[[Callable[[Given], object]], Callable[[Given], object]]:
    """Register a command; its name is the first word of ``usage``."""

    def register(do: Callable[[Given], object]) -> Callable[[Given], object]:
        COMMANDS[usage.split()[0].removeprefix("%")] = Command(usage, help, do)
        return do

    return register


def asked_about(text: str) -> str:
    """The expression before a question mark at the end of an input; empty if there is none."""
    text = text.strip()
    found = text.rstrip("?").rstrip() if text.endswith("?") and "\n" not in text and not text.startswith("#") else ""
    return found if all([part.isidentifier() for part in found.split(".")]) else ""


def unknown(name: str) -> str:
    """The message for an unknown command."""
    near = difflib.get_close_matches(name, COMMANDS, 1)
    hint = f"Did you mean %{near[0]}?" if near else "%help lists the commands."
    return f"there is no command %{name}.  {hint}"


@command("%help [name]", "what commands there are, or how one is used")
def help_(given: Given) -> None:
    name = given.text.removeprefix("%")
    if name:
        if name not in COMMANDS:
            raise MistakeError(unknown(name))
        print(f"{COMMANDS[name].usage}\n    {COMMANDS[name].help}")
        return
    widest = max([len(found.usage) for found in COMMANDS.values()])
    for found in COMMANDS.values():
        print(f"  {found.usage:<{widest}}  {found.help}")
