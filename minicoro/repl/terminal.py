"""The session at a terminal: prompt_toolkit edits, Pygments colours, jedi completes."""

import os
import select
import sys
from typing import Any

from prompt_toolkit import PromptSession
from prompt_toolkit.application.current import get_app
from prompt_toolkit.enums import DEFAULT_BUFFER
from prompt_toolkit.filters import Condition, has_focus
from prompt_toolkit.history import FileHistory, History, InMemoryHistory
from prompt_toolkit.input.typeahead import store_typeahead
from prompt_toolkit.input.vt100_parser import Vt100Parser
from prompt_toolkit.key_binding import KeyBindings
from prompt_toolkit.key_binding.key_processor import KeyPress
from prompt_toolkit.lexers import PygmentsLexer
from prompt_toolkit.patch_stdout import patch_stdout

from minicoro.repl.plain import exit_code
from minicoro.repl.running import Interrupted, prompt_context
from minicoro.repl.session import Leave, Session
from minicoro.repl.state import state_directory

MORE = "... "


def run(session: Session) -> int:
    """Read and run inputs until Ctrl-D; return the exit code."""
    editor = _editor(session)
    try:
        while True:
            try:
                text = _read(session, editor)
            except (KeyboardInterrupt, Interrupted):
                continue
            except EOFError:
                return 0
            session.run(text)
            sys.stdout.flush()
    except Leave as leave:
        return exit_code(leave.code)


def _read(session: Session, editor: "PromptSession[str]") -> str:
    """Read one input.  Background tasks run meanwhile, unless the loop is held; their output appears above the prompt."""
    with editor.app.input.raw_mode(), patch_stdout(raw=True):
        _take_what_was_typed_ahead(editor)
        if session.running.held:
            return str(editor.prompt(handle_sigint=False))
        loop = session.running.loop
        reading = loop.create_task(editor.prompt_async(handle_sigint=False), context=prompt_context())
        return str(session.running.wait_for(reading))


def _take_what_was_typed_ahead(editor: "PromptSession[str]") -> None:
    """Give the editor the text that was typed while an input ran.

    The terminal was not raw then, and Ctrl-D ended a file, of which a NUL remains.  Called when the terminal has just been made
    raw, so that no input can arrive in between.
    """
    keys: list[KeyPress] = []
    parser = Vt100Parser(keys.append)
    try:
        fd = editor.app.input.fileno()
        while select.select([fd], [], [], 0)[0]:
            text = os.read(fd, 4096).decode(errors="replace")
            if not text:
                break
            parser.feed(text.replace("\n", "\r").replace("\0", "\x04"))
    except (OSError, ValueError, NotImplementedError):  # not a file with a descriptor
        pass
    parser.flush()
    store_typeahead(editor.app.input, keys)


def _editor(session: Session) -> "PromptSession[str]":
    from minicoro.repl.completion import Names

    return PromptSession(
        message=lambda: ">>> ",
        prompt_continuation=lambda width, line, wrapped: MORE,
        multiline=True,
        history=_history(),
        lexer=_lexer(),
        completer=Names(session),
        complete_while_typing=False,
        key_bindings=_keys(session),
        include_default_pygments_style=True,
        enable_open_in_editor=True,
        color_depth=None,
    )


def _history() -> History:
    """The history in a file; in memory if the file cannot be written."""
    path = state_directory() / "history"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
    except OSError:
        return InMemoryHistory()
    return FileHistory(str(path))


def _lexer() -> PygmentsLexer | None:
    try:
        from pygments.lexers.python import PythonLexer
    except ImportError:
        return None
    return PygmentsLexer(PythonLexer)


def _keys(session: Session) -> KeyBindings:
    """Enter runs a complete input, and otherwise begins a line that is indented as the previous one."""
    keys = KeyBindings()
    edits = has_focus(DEFAULT_BUFFER)

    @keys.add("enter", filter=edits)
    def _enter(event: Any) -> None:
        buffer = event.current_buffer
        at_end = not buffer.document.text_after_cursor.strip()
        if at_end and session.is_whole(buffer.text):
            buffer.validate_and_handle()
            return
        line = buffer.document.current_line_before_cursor
        indent = line[: len(line) - len(line.lstrip())]
        buffer.insert_text("\n" + indent + ("    " if line.rstrip().endswith(":") else ""))

    @keys.add("tab", filter=edits & Condition(_at_line_start))
    def _tab(event: Any) -> None:
        event.current_buffer.insert_text("    ")

    return keys


def _at_line_start() -> bool:
    """Whether there are only spaces before the cursor: then Tab indents."""
    return not get_app().current_buffer.document.current_line_before_cursor.strip()
