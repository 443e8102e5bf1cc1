"""One program under both: run in this process by the host and by the interpreter, everything told compared."""

import ast
import builtins
import gc
import re
import sys
import types
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from minicoro import exact, fast
from minicoro.core.async_generators import AsyncGenerator
from minicoro.core.generators import Coroutine, Generator
from minicoro.host import kinds
from minicoro.host.callers import HOST
from minicoro.host.compiling import compile_source
from minicoro.host.settings import OPTIONS

PRELUDE = Path(__file__).with_name("prelude.py").read_text()
FILENAME = "<hunted>"

_ADDRESS = re.compile("at 0x[0-9a-f]+")
_MODULE = re.compile(r"minicoro\.core\.\w+\.(?=\w)")
_DROPPER = re.compile(r"^(<RuntimeError\('\w+ ignored GeneratorExit'\)@[\w<>]+):\w+(?=[ >!])")
"""The line of the only entry of such an exception's traceback: that of the frame that drops what ignored."""

Compile = Callable[[str, str, str], Any]


def host_compile(text: str, filename: str, mode: str) -> Any:
    return compile(text, filename, mode, dont_inherit=True)


class Side:
    """One of the two: how it compiles, and its prelude, run once."""

    def __init__(self, compile_text: Compile, prelude: Compile, names: Any = __builtins__) -> None:
        self.compile = compile_text
        self.prelude: dict[str, Any] = {"__name__": "prelude", "__builtins__": names}
        exec(prelude(PRELUDE, "<prelude>", "exec"), self.prelude)

    def run(self, text: str, *, deaths: bool, lines: bool, keep: bool, droppers: bool = True) -> list[str]:
        """What the program tells: its steps, warnings, and exceptions that nobody could catch.

        droppers: with the line on which a frame drops what then ignores GeneratorExit.
        """
        told = self.begin(deaths=deaths, lines=lines, keep=keep)
        namespace = self.namespace()
        outer = sys.get_asyncgen_hooks()
        with self.listening(told, droppers):
            try:
                self.execute(text, namespace, told)
                namespace.clear()
                sys.set_asyncgen_hooks(*outer)
                gc.collect()  # what is kept by cycles of the program's own ends now
                result = list(told)
                self.prelude["kept"].clear()  # its end is not told: it would come earlier without native frames
                gc.collect()
            finally:
                sys.set_asyncgen_hooks(*outer)
        return result

    def begin(self, *, deaths: bool, lines: bool, keep: bool) -> list[str]:
        """Start afresh; the list to which all that follows is told."""
        self.prelude["begin"](deaths, lines, keep)
        told: list[str] = self.prelude["log"]
        return told

    def namespace(self) -> dict[str, Any]:
        """The globals of a program."""
        return dict(self.prelude, __name__="__main__", __annotations__={})

    @contextmanager
    def listening(self, told: list[str], droppers: bool = True) -> Iterator[None]:
        """Hear warnings, and exceptions that nobody could catch; nothing is collected unless asked for."""
        show, name_of = self.prelude["show"], self.prelude["name_of"]

        def unraisable(args: Any) -> None:
            text = show(args.exc_value)
            if not droppers:
                text = _DROPPER.sub(r"\1", text, count=1)
            told.append(f"ignored {text} in {name_of(args.object)}")

        def warned(message: Any, category: Any, *rest: Any, **more: Any) -> None:
            told.append(f"warning {category.__name__} {message}")

        shown, ignored = warnings.showwarning, sys.unraisablehook
        gc.disable()
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("always")
                warnings.filterwarnings("ignore", category=SyntaxWarning)
                warnings.filterwarnings("ignore", category=DeprecationWarning)
                warnings.showwarning, sys.unraisablehook = warned, unraisable
                yield
        finally:
            gc.freeze()
            warnings.showwarning, sys.unraisablehook = shown, ignored

    def execute(self, text: str, namespace: dict[str, Any], told: list[str]) -> None:
        """Run a text, and tell how it ends if it raises."""
        try:
            exec(self.compile(text, FILENAME, "exec"), namespace)
        except SyntaxError as error:
            told.append(f"SyntaxError {error.msg} {error.lineno}")
        except BaseException as error:
            told.append(f"ended {self.prelude['show'](error)}")


_sides: list[Side] = []


def walked(text: str, filename: str, mode: str) -> Any:
    """As `compile_source`, for the tree-walking interpreter."""
    OPTIONS.walk = True
    try:
        return compile_source(text, filename, mode)
    finally:
        OPTIONS.walk = False


def sides() -> list[Side]:
    """CPython; minicoro with an interpreted prelude; with a native one; the same two, walked."""
    if not _sides:
        if not Generator.finished:  # else another test of this process has begun a run
            exact.install()
            fast.install()
            before = [getattr(types, name) for name in TYPES]
            kinds.install()
            for name, value in zip(TYPES, before, strict=True):
                setattr(types, name, value)
        # Another test may have put minicoro's `exec` and the like in the place of the host's.
        _sides.append(Side(host_compile, host_compile, {**vars(builtins), **HOST}))
        with hooks():
            for compile_text in (compile_source, walked):
                _sides.append(Side(compile_text, compile_text))
                _sides.append(Side(compile_text, host_compile))
    return _sides


TYPES = {"GeneratorType": Generator, "CoroutineType": Coroutine, "AsyncGeneratorType": AsyncGenerator}


@contextmanager
def hooks() -> Iterator[None]:
    """What a run of minicoro's has in ``types``, for the time of one program."""
    before = [getattr(types, name) for name in TYPES]
    for name, value in TYPES.items():
        setattr(types, name, value)
    try:
        yield
    finally:
        for name, value in zip(TYPES, before, strict=True):
            setattr(types, name, value)


def difference(
    text: str, *, deaths: bool = False, force: bool = False, native: bool = False, walk: bool = False
) -> str:
    """The first thing that minicoro tells otherwise than CPython, or "".

    native: with native helpers, so that interpreted objects delegate to native ones.  force: plain functions as machines, too.
    walk: by the tree-walking interpreter.
    """
    how: dict[str, Any] = {
        "deaths": deaths,
        "lines": True,
        "keep": native,
        "force": force,
        "native": native,
        "walk": walk,
    }
    found = _difference(text, **how)
    if found:
        # Explained: the line on which a frame stands while it drops what an exception leaves behind.  A plain ``for`` of
        # ours is the host's, which drops its iterator when what was raised inside of it has left already; and CPython
        # stands where it raises again, at an ``except`` that did not match, or on no line at all.
        how["droppers"] = False
        found = _difference(text, **how)
    if found and native:
        # Explained: a native frame in a traceback keeps the interpreter's frames behind it alive (``f_back``), and with
        # them what CPython would have dropped.  Nothing that the program's functions make is dropped in this run.
        text = keeping(text)
        found = _difference(text, **how)
    return found


def _without_addresses(told: list[str]) -> list[str]:
    """A program may print objects that show where they are, in a list of the library's.

    The classes are not finished here, as `exact.kinds.finish` does at the beginning of a run: errors of 3.14 name their modules.
    """
    return [_MODULE.sub("", _ADDRESS.sub("at", line)) for line in told]


def _difference(text: str, force: bool, native: bool, walk: bool, **how: Any) -> str:
    cpython, *ours = sides()
    side = ours[2 * walk + native]
    expected = _without_addresses(cpython.run(text, **how))
    OPTIONS.force_machine = force
    try:
        with hooks():
            actual = _without_addresses(side.run(text, **how))
    finally:
        OPTIONS.force_machine = False
    if expected == actual:
        return ""
    pairs = zip([*expected, "(end)"], [*actual, "(end)"], strict=False)
    at, (theirs, ours) = next((at, pair) for at, pair in enumerate(pairs) if pair[0] != pair[1])
    before = "\n".join(expected[max(0, at - 8) : at])
    return f"{before}\nCPython:  {theirs}\nminicoro: {ours}"


def keeping(text: str) -> str:
    """The program, with all that its generator and asynchronous functions make kept until it has ended."""
    tree = ast.parse(text)
    for node in ast.walk(tree):
        if isinstance(node, ast.AsyncFunctionDef) or (isinstance(node, ast.FunctionDef) and _yields(node)):
            node.decorator_list.append(ast.Name("keeping", ast.Load()))
    return ast.unparse(ast.fix_missing_locations(tree)) + "\n"


def _yields(node: ast.FunctionDef) -> bool:
    """Whether there is a ``yield`` in it; one of a function inside of it does no harm."""
    return any([isinstance(inner, ast.Yield | ast.YieldFrom) for inner in ast.walk(node)])


def accepted(text: str) -> bool:
    """Whether the host compiles it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            compile(text, FILENAME, "exec", dont_inherit=True)
        except (SyntaxError, RecursionError):
            return False
    return True
