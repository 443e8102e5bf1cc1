"""The commands of a session, run by name."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from minicoro.repl import loop_commands, stepping_commands, text_commands  # noqa: F401  they register
from minicoro.repl.commands import COMMANDS, Given, MistakeError, asked_about, unknown

if TYPE_CHECKING:
    from minicoro.repl.session import Session


class Commands:
    """The commands of one session."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def run(self, text: str) -> bool:
        """Run one command; return whether it exists and succeeded."""
        text = text.strip()
        if text.startswith("!"):
            text = f"%sh {text[1:]}"
        elif asked_about(text):
            text = f"%about {asked_about(text)}"
        name, _, rest = text.removeprefix("%").partition(" ")
        found = COMMANDS.get(name)
        if found is None:
            print(unknown(name), file=sys.stderr)
            return False
        given = Given(self.session, name, rest.strip())
        done: list[bool] = []

        def do() -> None:
            try:
                if given.text and found.usage == f"%{name}":
                    raise MistakeError(f"takes no argument: {found.help}")
                found.do(given)
                done.append(True)
            except MistakeError as mistake:
                sys.stdout.flush()
                print(f"%{name}: {mistake}", file=sys.stderr)

        self.session.guarded(do)
        return bool(done)
