"""A reference interpreter of Python's coroutine semantics.

``minicoro run file.py`` is the usual way to run a program.  From Python:

- `parse` returns the ``ast`` of a text, made by minicoro's own grammar;
- `run_path` and `run_source` run a program in this process;
- `machine` returns the state machine of a function, or of a generator, coroutine or asynchronous generator;
- `view` returns the state of such an object, and `chain` the objects that it waits for;
- `step` and `throw` resume an object by hand, `fork` makes a second object in the same state (``copy.copy`` does the same), and
  `snapshot` saves the state of an object, to return to it;
- `explore` makes a test of every schedule of an asyncio program;
- `record` keeps the last events of a program that CPython runs, for a dump when it hangs.

`minicoro.api` has the types of the results, and all other public functions.  Large modules are imported at their first use.
"""

from __future__ import annotations

from minicoro.own_builtins import give as _give_own_builtins

TYPE_CHECKING = False
if TYPE_CHECKING:
    import ast
    import os
    from collections.abc import Callable, Sequence
    from typing import Any, Literal

    from minicoro.core.machine import Machine
    from minicoro.native.recorder import Recorder
    from minicoro.tools.inspection import View
    from minicoro.tools.snapshots import Snapshot
    from minicoro.tools.stepping import Stopped

_give_own_builtins(__path__[0])

__version__ = "0.1.0"
__all__ = [
    "chain",
    "explore",
    "fork",
    "machine",
    "parse",
    "record",
    "run_path",
    "run_source",
    "snapshot",
    "step",
    "throw",
    "view",
]


def parse(
    source: str | bytes, filename: str = "<string>", mode: Literal["exec", "eval", "single"] = "exec"
) -> ast.Module | ast.Expression | ast.Interactive:
    """The tree of ``source``, equal to the result of ``ast.parse``, positions included.

    mode: "exec" returns an ``ast.Module``, "eval" an ``ast.Expression``, "single" an ``ast.Interactive``.
    Raises SyntaxError, as ``ast.parse`` does, if the text is not valid Python; TypeError if it is no text.
    """
    from minicoro.syntax import parse as parse_text

    if not isinstance(source, str | bytes):
        raise TypeError(f"source must be str or bytes, not {type(source).__name__}")
    return parse_text(source, filename, mode)


def run_path(path: str | os.PathLike[str], argv: Sequence[str] = (), *, interpret: Sequence[str] = ()) -> None:
    """Run a file, directory or zip archive as ``python path argv…`` does, interpreted, in this process.

    argv: the program's arguments, without its name.  interpret: packages to interpret besides the program's own
    modules.  The hooks that an interpreted program needs (``sys.argv``, ``sys.path``, ``__main__``, the import
    finder, ``sys._getframe``) stay installed.  Raises whatever the program raises, SystemExit included.
    """
    import os

    from minicoro.host import run
    from minicoro.host.settings import Options

    file, words, packages = os.fspath(path), _texts("argv", argv), _texts("interpret", interpret)
    run.prepare(Options(interpret=tuple(packages)))
    run.run_path(file, words)


def _texts(name: str, given: Sequence[str]) -> list[str]:
    """The items of an argument; TypeError if it is one text, or if an item is no text."""
    if isinstance(given, str) or not all([isinstance(each, str) for each in given]):
        raise TypeError(f"{name} must be a sequence of texts, not {given!r}")
    return list(given)


def run_source(
    source: str, argv: Sequence[str] = (), filename: str = "<string>", *, interpret: Sequence[str] = ()
) -> None:
    """Run source text as ``python -c`` does, interpreted, in this process; see `run_path`."""
    from minicoro.host import run
    from minicoro.host.settings import Options

    words, packages = _texts("argv", argv), _texts("interpret", interpret)
    run.prepare(Options(interpret=tuple(packages)))
    run.run_source(source, words, filename)


def machine(value: Any) -> Machine:
    """The state machine of an interpreted function that suspends, or of an object that such a function returned.

    value: a generator function, ``async def`` function or asynchronous generator function of an interpreted
    program (or its method or code object), or a generator, coroutine or asynchronous generator.
    Raises TypeError for any other value: plain and native functions have no machine.
    """
    from minicoro.tools.inspection import machine_of

    return machine_of(value)


def view(value: Any) -> View:
    """The status, state, line, variables and awaited object of a generator, coroutine or asynchronous generator.

    The result describes this moment.  Raises TypeError for any other value, also for objects of the host.
    """
    from minicoro.tools.inspection import view as view_of

    return view_of(value)


def chain(value: Any) -> list[Any]:
    """The chain of awaits: ``value``, the object that it awaits, and so on to the innermost.

    The objects are coroutines, generators, tasks (each followed by its coroutine) and futures, also those of the host.  For an object
    that awaits nothing, the chain has only this object.
    """
    from minicoro.tools.inspection import chain as chain_of

    return chain_of(value)


def step(value: Any, sent: object = None) -> Stopped:
    """Resume a suspended object by sending ``sent``.  The result has ``how`` and ``value``.

    how: "yielded", "waiting" (as "yielded", for a value that goes to an event loop), "returned", or "raised".  An exception is returned,
    not raised (except KeyboardInterrupt and SystemExit).  An asynchronous generator runs to its next ``yield``, or to the next
    suspension of an object that it awaits.
    """
    from minicoro.tools.stepping import step as step_once

    return step_once(value, sent)


def throw(value: Any, error: BaseException | type[BaseException]) -> Stopped:
    """Resume a suspended object by raising ``error`` in it; otherwise as `step`."""
    from minicoro.tools.stepping import throw as throw_once

    return throw_once(value, error)


def fork(value: Any) -> Any:
    """A second generator, coroutine or asynchronous generator in the same suspended state.

    The frame is copied: its variables, the iterators of its loops, and its interpreted delegates.  The objects that the variables
    refer to are shared.  ``copy.copy(value)`` does the same, except in a program under ``minicoro run``, which gets CPython's
    TypeError.  Raises ``minicoro.api.CannotForkError``, a TypeError, which names the object that cannot be copied.
    """
    from minicoro.tools.forking import fork as fork_of

    return fork_of(value)


def snapshot(value: Any) -> Snapshot:
    """The state of a suspended object and of its delegates.  ``restore()`` sets the object back to this state, once.

    Raises the same errors as `fork`.
    """
    from minicoro.tools.snapshots import Snapshot as Kept

    return Kept(value)


def explore(function: Callable[[], object] | None = None, /, **options: Any) -> Any:
    """Make a test of an ``async def`` function without arguments: the test fails if a schedule of the function is wrong.

    ``@minicoro.explore`` or ``@minicoro.explore(model="may", runs=…, time=…, depth=…, proof=False, ignore_output=True)``.
    model: "any" (any ready callback may run first) or "may" (only orders that asyncio's loop can produce).  runs, time, depth: the
    limits of runs (10,000), seconds (60; 0: none) and steps of a run (10,000).  proof: also fail if the search ends without a proof.  The function must be at the top level of its module.  The module runs again for each schedule,
    in a separate process.  The test raises AssertionError with the report of ``minicoro explore``.
    """
    from minicoro.schedules.testing import decorated

    return decorated(function, options)


def record(
    last: int = 100_000,
    *,
    directory: str = ".",
    on_signal: int | None = None,
    blocked: float | None = None,
    on_exception: bool = True,
    at_exit: bool = False,
    listen: bool = False,
    most_dumps: int = 20,
) -> Recorder:
    """Record the last events of this program, which CPython runs, until ``stop()``: a flight recorder (3.12 and newer).

    last: the number of events that are kept; older events are overwritten.  directory: the folder of the dumps.  on_signal: the number
    of a signal; when it arrives, a dump is written.  blocked: dump when an event loop does not answer for this number of seconds
    (the callbacks that ask it also wake it).
    on_exception: dump when an exception ends the program or a thread.  at_exit: dump when the process ends.
    listen: ``minicoro attach PID`` of the same user can request a dump.  most_dumps: after this number of dumps, only ``dump()``
    writes another one.

    ``dump(path)`` of the result writes a dump now.  ``deadline(seconds)`` is a ``with`` block: a dump is written if the block takes
    longer.  ``minicoro open DUMP`` shows a dump.  Raises ValueError for a number, time, folder or signal that cannot be, RuntimeError if a
    recorder is running, and `minicoro.native.monitoring.NotAvailableError` if `sys.monitoring` is missing or in use.
    """
    from minicoro.native.recorder import record as start

    return start(
        last,
        directory=directory,
        on_signal=on_signal,
        blocked=blocked,
        on_exception=on_exception,
        at_exit=at_exit,
        listen=listen,
        most_dumps=most_dumps,
    )


def load_ipython_extension(shell: Any) -> None:
    """``%load_ext minicoro`` in IPython and Jupyter: cells that begin with ``%%minicoro`` are interpreted."""
    from minicoro.repl.jupyter import load

    load(shell)
