"""Nothing in minicoro/ suspends by the host's means.

The machine that minicoro shows has to be its own: if a generator of the host's, or a thread, kept a place in the
middle of a function, the interesting part would be hidden in it. So our sources are read, and the first `yield` fails.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.running import ROOT

SOURCES = sorted((ROOT / "minicoro").rglob("*.py"))

NODES = {
    ast.Yield: "yield",
    ast.YieldFrom: "yield from",
    ast.Await: "await",
    ast.AsyncFunctionDef: "async def",
    ast.AsyncFor: "async for",
    ast.AsyncWith: "async with",
    ast.GeneratorExp: "a generator expression",
}

# Locks and thread-local data are needed; what lets a function wait in another thread is not.
FROM_THREADING = {"Lock", "RLock", "local", "_local", "get_ident", "get_native_id", "current_thread", "main_thread"}
SUSPENDING_MODULES = {"greenlet", "gevent", "eventlet", "stackless", "concurrent", "multiprocessing", "queue"}


def suspensions(source: str) -> Iterator[tuple[int, str]]:
    """The line and the name of everything in a source that suspends by the host's means."""
    tree = ast.parse(source)
    threading = _names_of(tree, "threading") | _names_of(tree, "_thread")
    for node in ast.walk(tree):
        found = _suspension(node, threading)
        if found:
            yield getattr(node, "lineno", 0), found


def _suspension(node: ast.AST, threading: set[str]) -> str | None:
    match node:
        case ast.comprehension(is_async=1):
            return "an async comprehension"
        case ast.Import(names=names):
            return _import([alias.name for alias in names])
        case ast.ImportFrom(module="threading" | "_thread" as module, names=names):
            return next((f"{module}.{alias.name}" for alias in names if alias.name not in FROM_THREADING), None)
        case ast.ImportFrom(module=str(module), level=0):
            return _import([module])
        case ast.Attribute(value=ast.Name(id=name), attr=attr) if name in threading and attr not in FROM_THREADING:
            return f"{name}.{attr}"
        case ast.Constant(value=str(text)):
            return _text(text)
    return NODES.get(type(node))


def _import(modules: list[str]) -> str | None:
    return next((f"import {name}" for name in modules if name.partition(".")[0] in SUSPENDING_MODULES), None)


def _text(text: str) -> str | None:
    """Source text in a string, such as the host is asked to compile."""
    if "def " not in text and "lambda" not in text:
        return None
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError):
        return None
    return next((f"{NODES[type(node)]} in source text" for node in ast.walk(tree) if type(node) in NODES), None)


def _names_of(tree: ast.AST, module: str) -> set[str]:
    """The names that a file has for a module that it imports."""
    imports = [alias for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names]
    return {alias.asname or alias.name for alias in imports if alias.name == module}


# No suspensions of a program's: the host's own generators and coroutines are asked, once, what they do (the trials of the
# switches); and the text of a program that minicoro runs, to see whether it works on a new Python.
LENT = {
    ("minicoro/core/versions.py", "yield in source text"),
    ("minicoro/core/versions.py", "yield from in source text"),
    ("minicoro/core/versions.py", "async def in source text"),
    ("minicoro/core/versions.py", "a generator expression in source text"),
    ("minicoro/cli/newer.py", "async def in source text"),
    ("minicoro/exact/interrupts.py", "_thread.interrupt_main"),  # the same signal once more
    ("minicoro/exact/tracebacks.py", "_thread._excepthook"),  # it shows the errors of threads, and none is made
    ("minicoro/schedules/program.py", "threading.Thread"),  # it is noted that the program starts one, and none is made
    ("minicoro/schedules/objects.py", "_thread.LockType"),  # a program's locks are compared, and none is made
    ("minicoro/observe/blocking.py", "_thread.start_new_thread"),  # it looks at where a step of the loop stands
    ("minicoro/observe/blocking.py", "_thread.allocate_lock"),
    ("minicoro/native/attached.py", "threading.Timer"),
    ("minicoro/native/ring.py", "threading.Thread"),  # it is noted that one has ended, and none is made
    ("minicoro/native/ring.py", "threading._make_invoke_excepthook"),
    ("minicoro/native/recorder.py", "threading.Event"),
    ("minicoro/native/recorder.py", "threading.Thread"),
    ("minicoro/native/recorder.py", "threading.excepthook"),
    ("minicoro/native/recorder.py", "threading.current_thread"),
    ("minicoro/native/socket_file.py", "threading.Event"),
    ("minicoro/native/socket_file.py", "threading.Thread"),
    ("minicoro/observe/stuck.py", "threading._active"),
    ("minicoro/native/threads.py", "threading._active"),  # the names of a program's threads are read, and none is made
}


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_source(path: Path) -> None:
    name = str(path.relative_to(ROOT))
    found = [f"{name}:{line}: {what}" for line, what in suspensions(path.read_text()) if (name, what) not in LENT]
    assert not found, "suspends by the host's means:\n" + "\n".join(found)


def test_there_are_sources() -> None:
    assert SOURCES


@pytest.mark.parametrize(
    ("source", "what"),
    [
        ("def f():\n    yield", "yield"),
        ("def f():\n    x = yield from g()", "yield from"),
        ("async def f(): pass", "async def"),
        ("all(x for x in y)", "a generator expression"),
        ("import greenlet", "import greenlet"),
        ("import concurrent.futures as c", "import concurrent.futures"),
        ("from queue import Queue", "import queue"),
        ("from threading import Lock, Thread", "threading.Thread"),
        ("import threading as t\nt.Event()", "t.Event"),
        ("import _thread\n_thread.start_new_thread", "_thread.start_new_thread"),
        ("compile('def f(): yield', '', 'exec')", "yield in source text"),
    ],
)
def test_what_is_found(source: str, what: str) -> None:
    assert what in [found for _, found in suspensions(source)]


@pytest.mark.parametrize(
    "source",
    [
        "import threading\nx = threading.local(), threading.Lock()",
        "from threading import get_ident",
        "[x for x in y], {x for x in y}, {x: x for x in y}, list(map(f, y))",
        "keywords = ['yield', 'await', 'lambda']",
        "message = \"'await' outside async function\"",
        "def f():\n    '''What `yield` does in a def or a lambda.'''",
        "from .queue import x",
    ],
)
def test_what_is_allowed(source: str) -> None:
    assert list(suspensions(source)) == []
