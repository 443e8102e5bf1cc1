"""Start a session: select the editor, the namespace, and the file to run first."""

import ast
import atexit
import builtins
import os
import platform
import sys
from collections.abc import Callable
from typing import Any

from minicoro.repl import session as _session
from minicoro.repl.session import Leave, Session

EXTRA = "for editing, colours and completion: pip install prompt_toolkit pygments jedi"


def interpreting(
    interpret: tuple[str, ...] = (), force_machine: bool = False, walk: bool = False, library: str = ""
) -> Callable[..., Any]:
    """Prepare this process for interpreting; return a ``compile`` whose code runs by the interpreter."""
    from minicoro.api import Options, compile_source, parse, prepare
    from minicoro.repl.library import interpret_sleep

    prepare(Options(interpret, force_machine, walk, watched=True, copyable=True, library=library))
    interpret_sleep()

    def compile_input(source: Any, filename: str, mode: str, flags: int, inherit: bool) -> Any:
        if flags & ast.PyCF_ONLY_AST:
            return parse(source, filename, mode, flags=flags)  # type: ignore[arg-type]
        return compile_source(source, filename, mode, flags)

    return compile_input


def under_minicoro(
    interpret: tuple[str, ...] = (), force_machine: bool = False, walk: bool = False, library: str = ""
) -> Session:
    """A session whose inputs are interpreted; this changes the whole process, as a run does."""
    compile_input = interpreting(interpret, force_machine, walk, library)
    from minicoro.api import begin_session

    return _begun(begin_session(), compile_input)


def under_cpython() -> Session:
    """The same session with the host's own ``compile``: for comparisons."""
    import types

    main = sys.modules["__main__"] = types.ModuleType("__main__")
    sys.argv = [""]
    return _begun(main.__dict__, builtins.compile)


def _forget_names(session: Session) -> None:
    """Do what `_PyModule_Clear` does with ``__main__`` at the end, while the interpreter can still close what is suspended.

    A library may keep ``__main__`` (``rlcompleter`` does); then the host clears it after the modules of the interpreter.
    """
    names = [name for name in session.names if not name.startswith("__")]
    for name in sorted(names, key=lambda name: not name.startswith("_")):
        session.names[name] = None


def _begun(names: dict[str, Any], compile: Callable[..., Any]) -> Session:
    names.setdefault("__builtins__", builtins)
    _session.begin(names)
    session = Session(names, compile)
    atexit.register(_forget_names, session)  # so it is called after the exit functions of the session's code
    sys.displayhook = _display
    return session


def _display(value: Any) -> None:
    """Show the value of an expression and keep it in ``_``."""
    if value is None:
        return
    builtins._ = None  # type: ignore[attr-defined]
    print(pretty(value))
    builtins._ = value  # type: ignore[attr-defined]


_CONTAINERS = (dict, list, tuple, set, frozenset)


def pretty(value: Any) -> str:
    """``repr``, in several lines for a container that does not fit in one."""
    text = repr(value)
    if len(text) <= 80 or type(value) not in _CONTAINERS:
        return text
    from pprint import pformat

    return pformat(value, sort_dicts=False)


def run_file(session: Session, path: str, argv: list[str]) -> None:
    """Run a file as the program of the session; the session then has its names (but `__file__`), also after an exception."""
    from minicoro.running import forget_file, run_path

    def run() -> None:
        try:
            run_path(path, argv)
        finally:
            forget_file()
            session.names = sys.modules["__main__"].__dict__
            _session.begin(session.names)

    try:
        session.guarded(run)
    except Leave as leave:
        if leave.code:
            print(f"SystemExit: {leave.code}", file=sys.stderr)


def has_terminal() -> bool:
    """Whether there is a terminal that an editor can use."""
    return sys.stdin.isatty() and sys.stdout.isatty() and os.environ.get("TERM", "dumb") not in ("dumb", "unknown")


def banner() -> str:
    """The first lines of a session."""
    from minicoro import __version__

    host = f"{platform.python_implementation()} {platform.python_version()}"
    return f"minicoro {__version__} on {host}.  Top-level await works; asyncio is imported.  %help lists the commands."


def talk(session: Session, plain: bool = False, quiet: bool = False) -> int:
    """Run a session with the user to its end; return the exit code."""
    front = None if plain or not has_terminal() else _editor(quiet)
    try:
        if front is not None:
            if not quiet:
                print(banner())
            return int(front(session))
        from minicoro.repl import plain as plain_front

        if not quiet:
            print(banner(), file=sys.stderr)
        return plain_front.run(session, prompts=not quiet)
    finally:
        session.close()


def _editor(quiet: bool) -> Any:
    try:
        import prompt_toolkit  # noqa: F401
    except ImportError:
        if not quiet:
            print(EXTRA, file=sys.stderr)
        return None
    from minicoro.repl import terminal

    return terminal.run
