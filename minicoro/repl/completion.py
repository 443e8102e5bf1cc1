"""Completion of commands, of names, attributes and keywords (from the live objects of the session), and of paths in strings."""

import keyword
import re
import rlcompleter
from collections.abc import Iterable
from typing import Any

from prompt_toolkit.completion import CompleteEvent, Completer, Completion, PathCompleter
from prompt_toolkit.document import Document

_PATH = re.compile(r"""(?:^%(?:load|save)\s+|['"])([^'"]*)$""")


class Names(Completer):
    """Completes at the cursor.  jedi does most of it, if it is installed."""

    def __init__(self, session: Any) -> None:
        self._session = session
        self._paths = PathCompleter(expanduser=True)

    def get_completions(self, document: Document, event: CompleteEvent) -> Iterable[Completion]:
        line = document.current_line_before_cursor
        if re.fullmatch(r"%\w*", line):
            from minicoro.repl.commands import COMMANDS

            self._session.commands  # noqa: B018  loads them
            found = [f"%{name}" for name in COMMANDS if f"%{name}".startswith(line)]
            return [Completion(name, -len(line)) for name in found]
        path = _PATH.search(line)
        if path is not None and ("/" in path[1] or line.startswith("%")):
            return list(self._paths.get_completions(Document(path[1]), event))
        return self._of_code(document)

    def _of_code(self, document: Document) -> list[Completion]:
        text = document.text
        shift = 0
        if text.startswith("%"):  # a command is followed by an expression
            shift = len(text) - len(text.split(" ", 1)[-1])
            text = text[shift:]
        try:
            import jedi
        except ImportError:
            return self._by_rlcompleter(document)
        script = jedi.Interpreter(text, [self._session.names])
        row, column = document.cursor_position_row + 1, document.cursor_position_col - shift
        try:
            found = script.complete(row, max(column, 0))
        except Exception:  # errors of jedi in incomplete text are ignored
            return self._by_rlcompleter(document)
        return [Completion(one.name_with_symbols, -len(one.name) + len(one.complete or ""), one.name) for one in found]

    def _by_rlcompleter(self, document: Document) -> list[Completion]:
        found = re.search(r"[\w.]+$", document.current_line_before_cursor)
        if found is None:
            return []
        word = found[0]
        completer = rlcompleter.Completer(self._session.names)
        names = completer.attr_matches(word) if "." in word else completer.global_matches(word)
        names += [name for name in keyword.softkwlist if name.startswith(word)] if "." not in word else []
        return [Completion(name.rstrip("( "), -len(word)) for name in dict.fromkeys(names)]
