"""The whole public API: `minicoro.observe`, `repl`, `conformance` and `cli` use only this, and other programs can use it, too.

The most useful functions are in `minicoro` itself.  This module has their types, and functions for tools that run
programs in this process:

- the machine: `Machine`, `State`, `Region`, `Kind` and the exits, all of them data (``spec/machine.md``);
- suspended objects: `View`, `Stopped`, `Snapshot`, `CannotForkError`, `is_suspendable`, `status_of`, `variables`…;
- running: `Options`, `prepare`, then `run_path`, `run_module`, `run_source`; `begin_session` and `compile_source`;
- watching: `watch` with a `Watcher`; a machine issues events only if it was compiled while ``Options.watched`` was set;
- each evaluation of walked code: `watch_evaluations`, with an `Evaluation` for each, and `stands_for`;
- `machines_of` a code object, and the text of their syntax: `text_of`.
"""

from minicoro.core.async_generators import Asend, Athrow
from minicoro.core.awaitables import NATIVE_COROUTINE, NATIVE_GENERATOR
from minicoro.core.engine import CLOSED, RUNNING, THROW, Ended, Foreign
from minicoro.core.events import Watcher, watch
from minicoro.core.generators import CoroutineWrapper
from minicoro.core.machine import (
    Branch,
    Case,
    Delegate,
    EndFinally,
    EnterFinally,
    Execute,
    Exit,
    Jump,
    Kind,
    Machine,
    Next,
    Raise,
    Region,
    Return,
    State,
    Yield,
    in_order,
    successors,
    targets,
)
from minicoro.core.objects import Suspendable
from minicoro.core.operations import HELPERS
from minicoro.host.compiling import compile_source
from minicoro.running import (
    InternalError,
    Options,
    begin_session,
    on_fault,
    prepare,
    run_module,
    run_path,
    run_source,
)
from minicoro.syntax import is_unfinished, parse
from minicoro.tools.evaluations import Evaluation, Place, stands_for, watch_evaluations
from minicoro.tools.forking import CannotForkError, fork
from minicoro.tools.frames import calling_place, copied_locals, is_suspendable, line_shown, local_names, variables
from minicoro.tools.inspection import (
    View,
    chain,
    line_of,
    line_of_exit,
    machine_of,
    machines_of,
    status_of,
    tell_of_awaitables,
    unwrapped,
    view,
)
from minicoro.tools.snapshots import Snapshot
from minicoro.tools.stepping import Stopped, close, step, throw
from minicoro.tools.texts import text_of

__all__ = [
    "CLOSED",
    "HELPERS",
    "NATIVE_COROUTINE",
    "NATIVE_GENERATOR",
    "RUNNING",
    "THROW",
    "Asend",
    "Athrow",
    "Branch",
    "CannotForkError",
    "Case",
    "CoroutineWrapper",
    "Delegate",
    "EndFinally",
    "Ended",
    "EnterFinally",
    "Evaluation",
    "Execute",
    "Exit",
    "Foreign",
    "InternalError",
    "Jump",
    "Kind",
    "Machine",
    "Next",
    "Options",
    "Place",
    "Raise",
    "Region",
    "Return",
    "Snapshot",
    "State",
    "Stopped",
    "Suspendable",
    "View",
    "Watcher",
    "Yield",
    "begin_session",
    "calling_place",
    "chain",
    "close",
    "compile_source",
    "copied_locals",
    "fork",
    "in_order",
    "is_suspendable",
    "is_unfinished",
    "line_of",
    "line_of_exit",
    "line_shown",
    "local_names",
    "machine_of",
    "machines_of",
    "on_fault",
    "parse",
    "prepare",
    "run_module",
    "run_path",
    "run_source",
    "stands_for",
    "status_of",
    "step",
    "successors",
    "targets",
    "tell_of_awaitables",
    "text_of",
    "throw",
    "unwrapped",
    "variables",
    "view",
    "watch",
    "watch_evaluations",
]
