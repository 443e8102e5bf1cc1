"""A reference interpreter of Python's coroutine semantics.

``minicoro run file.py`` is the usual way to run a program.  From Python:

- `parse` gives the ``ast`` of a text, made by minicoro's own grammar;
- `run_path` and `run_source` run a program in this process;
- `machine` gives the state machine of a function, or of a generator, coroutine or asynchronous generator;
- `view` tells where such an object stands, and `chain` what it waits for;
- `explore` makes a test of every schedule of an asyncio program;
- `record` keeps the last events of a program that CPython runs, for a dump when it hangs;
- `step` and `throw` resume one by hand, `fork` makes a second one in the same state (so does ``copy.copy``), and a
  `snapshot` takes it back to where it was.

`minicoro.api` has the types of all these, and what else one can build upon.  Nothing heavy is imported before it is used.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    import ast
    from collections.abc import Callable, Sequence
    from typing import Any, Literal

    from minicoro.core.machine import Machine
    from minicoro.native.recorder import Recorder
    from minicoro.tools.inspection import View
    from minicoro.tools.snapshots import Snapshot
    from minicoro.tools.stepping import Stopped

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
    """The tree of ``source``, equal to what ``ast.parse`` gives, positions included.

    mode: "exec" gives an ``ast.Module``, "eval" an ``ast.Expression``, "single" an ``ast.Interactive``.
    Raises SyntaxError, as ``ast.parse`` does, for text that is no Python.
    """
    from minicoro.syntax import parse as parse_text

    return parse_text(source, filename, mode)


def run_path(path: str, argv: Sequence[str] = (), *, interpret: Sequence[str] = ()) -> None:
    """Run a file, directory or zip archive as ``python path argv…`` does, interpreted, in this process.

    argv: the program's arguments, without its name.  interpret: packages to interpret besides the program's own
    modules.  The hooks that an interpreted program needs (``sys.argv``, ``sys.path``, ``__main__``, the import
    finder, ``sys._getframe``) stay installed.  Raises whatever the program raises, SystemExit included.
    """
    from minicoro.host import run
    from minicoro.host.settings import Options

    run.prepare(Options(interpret=tuple(interpret)))
    run.run_path(path, list(argv))


def run_source(
    source: str, argv: Sequence[str] = (), filename: str = "<string>", *, interpret: Sequence[str] = ()
) -> None:
    """Run source text as ``python -c`` does, interpreted, in this process; see `run_path`."""
    from minicoro.host import run
    from minicoro.host.settings import Options

    run.prepare(Options(interpret=tuple(interpret)))
    run.run_source(source, list(argv), filename)


def machine(value: Any) -> Machine:
    """The state machine of an interpreted function that suspends, or of an object that it gave.

    value: a generator function, ``async def`` function or asynchronous generator function of an interpreted
    program (or a method, or a code object of one), or a generator, coroutine or asynchronous generator.
    Raises TypeError for anything else: a plain function has no machine, a native one shows none.
    """
    from minicoro.tools.inspection import machine_of

    return machine_of(value)


def view(value: Any) -> View:
    """Where a generator, coroutine or asynchronous generator stands: status, state, line, variables, what it awaits.

    The result is a record of this moment.  Raises TypeError for anything else, the host's own objects included.
    """
    from minicoro.tools.inspection import view as view_of

    return view_of(value)


def chain(value: Any) -> list[Any]:
    """The chain of what waits for what: ``value``, what it awaits, and so on to the innermost.

    Coroutines, generators, tasks (and what they run), futures; the host's own as well.  One that waits for nothing
    is a chain by itself.
    """
    from minicoro.tools.inspection import chain as chain_of

    return chain_of(value)


def step(value: Any, sent: object = None) -> Stopped:
    """Resume a suspended object by sending ``sent``, and tell how that ended: ``how`` and ``value``.

    how: "yielded", "waiting" (handed to whoever drives the coroutine), "returned", or "raised": exceptions are told,
    not raised (but for KeyboardInterrupt and SystemExit).  An asynchronous generator goes to its next ``yield`` or
    to the next thing that it awaits.
    """
    from minicoro.tools.stepping import step as step_once

    return step_once(value, sent)


def throw(value: Any, error: BaseException | type[BaseException]) -> Stopped:
    """Resume a suspended object by raising ``error`` in it; otherwise as `step`."""
    from minicoro.tools.stepping import throw as throw_once

    return throw_once(value, error)


def fork(value: Any) -> Any:
    """A second generator, coroutine or asynchronous generator in the same suspended state.

    Its frame is copied: the variables, the iterators of the loops it is in, and the chain it waits in, as far as that
    is interpreted.  The objects that the variables refer to are shared.  ``copy.copy(value)`` does the same, except
    in a program under ``minicoro run``, which gets CPython's TypeError.
    Raises ``minicoro.api.CannotForkError``, a TypeError, which names what cannot be copied.
    """
    from minicoro.tools.forking import fork as fork_of

    return fork_of(value)


def snapshot(value: Any) -> Snapshot:
    """What a suspended object is now, with all that it waits in; its ``restore()`` takes the object back there, once.

    Raises as `fork`.
    """
    from minicoro.tools.snapshots import Snapshot as Kept

    return Kept(value)


def explore(function: Callable[[], object] | None = None, /, **options: Any) -> Any:
    """Make a test of an ``async def`` function without arguments: it fails unless every schedule of it ends well.

    ``@minicoro.explore`` or ``@minicoro.explore(model="may", runs=…, time=…, depth=…, proof=False, ignore_output=True)``.
    model: "any" (any ready callback may come first) or "may" (what asyncio's loop can do).  proof: fail, too, if the search
    ends without a proof.  The function stands at the top of its module, which is run anew for each schedule, in a process of its own.
    The test raises AssertionError with the report of ``minicoro explore``.
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

    last: how many events are kept; older ones are overwritten.  directory: where dumps go.  on_signal: a signal's
    number; when it comes, a dump is written.  blocked: dump when an event loop does not answer for so many seconds.
    on_exception: dump when an exception ends the program or a thread.  at_exit: dump when the process ends.
    listen: let ``minicoro attach PID`` of the same user ask for a dump.  most_dumps: after so many, only ``dump()``
    writes another.

    The result's ``dump(path)`` writes one now, ``deadline(seconds)`` is a ``with`` block that must be left in time.
    ``minicoro open DUMP`` shows one.  Raises RuntimeError if a recorder is running,
    `minicoro.native.monitoring.NotAvailableError` where `sys.monitoring` is missing or in use.
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
