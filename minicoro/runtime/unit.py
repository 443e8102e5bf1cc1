"""A unit: what the program calls a code object, and what we need to run it.

Each module, class body, function, lambda, comprehension and type-parameter scope is one unit.  Its ``code`` is a
real code object (made by `synth`), so that ``inspect``, ``functools``, ``asyncio`` and debuggers see what they
expect; its ``run`` is the root of the tree of closures, or the driver of its machine.
"""

from __future__ import annotations

from types import CellType

from minicoro.late import late
from minicoro.records import Enum
from minicoro.runtime.errors import fault

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import CodeType
    from typing import Any, Protocol

    from minicoro.runtime.machine import Machine
    from minicoro.runtime.performing import Assembly
    from minicoro.runtime.positions import Span

    Frame = dict[str, Any]
    """The variables of one activation by name: values, cells (for captured variables) and, under names that start
    with ``$``, what the interpreter keeps for itself (spilled temporaries, the namespace of a class body)."""

    Completion = Any
    """How a statement ended: ``None`` normally, a 1-tuple for ``return``, `BREAK` or `CONTINUE`."""

    class Signature(Protocol):
        """What a unit needs to know of its variables; the scopes of `minicoro.oldsyntax.scopes` provide it."""

        @property
        def varnames(self) -> tuple[str, ...]: ...
        @property
        def cellvars(self) -> tuple[str, ...]: ...
        @property
        def freevars(self) -> tuple[str, ...]: ...


OUTER_CLASS = "$outer __class__"
"""The key of an enclosing class's ``__class__`` in the frame of a class body that has one of its own."""

NAMESPACE = "$namespace"
"""The key under which a frame keeps the mapping in which a module or class body binds its names."""


FORGOTTEN: dict[str, Any] = {}
"""The globals of a unit that was told to forget its own."""

ITERATOR, COLLECTION, OUTSIDE, CAUGHT = "iter", "result", "outside", "caught"
"""Mark temporaries that are the frame's alone, by their names: the iterator of a loop (``$iter0``), the collection of
a comprehension, the variables of the frame while an inlined comprehension has variables of these names, and the
exception that an ``except`` handles."""


class UnitKind(Enum):
    """What kind of code object a unit stands for."""

    MODULE = "module"
    EVAL = "eval"
    CLASS = "class"
    FUNCTION = "function"
    EXPRESSION = "expression"
    GENERATOR = "generator"
    COROUTINE = "coroutine"
    ASYNC_GENERATOR = "async generator"


SUSPENDABLE = frozenset({UnitKind.GENERATOR, UnitKind.COROUTINE, UnitKind.ASYNC_GENERATOR})


class Unit:
    """One code object of the program under one dictionary of globals.

    code: the host's code object that stands for it.
    run: takes a `Frame`; for a function gives a `Completion`, for an expression its value.  Lowered on first use.
    captures: the first of its free variables, whose cell tells two functions of the unit apart.
    machine: the states, for a suspendable unit (and for every function in the force mode), once lowered.
    lower: fills in ``run`` or ``machine``; called once.
    """

    __slots__ = (
        "__weakref__",
        "assembly",
        "captures",
        "code",
        "filename",
        "first_line",
        "globals",
        "kind",
        "lower",
        "machine",
        "name",
        "places",
        "qualname",
        "rebind",
        "run",
        "shadows",
        "signature",
    )

    code: CodeType
    run: Callable[[Frame], Any]
    machine: Machine | None

    def __init__(
        self,
        kind: UnitKind,
        name: str,
        qualname: str,
        filename: str,
        first_line: int,
        signature: Signature,
        namespace: dict[str, Any],
        lower: Callable[[Unit], None],
        rebind: Callable[[dict[str, Any]], Unit],
    ) -> None:
        self.kind = kind
        self.name = name
        self.qualname = qualname
        self.filename = filename
        self.first_line = first_line
        self.signature = signature
        self.globals = namespace
        self.lower = lower
        self.rebind = rebind
        self.captures = signature.freevars[0] if signature.freevars else None
        self.machine = None
        self.assembly: Assembly | None = None
        self.run = self._lower_then_run
        self.shadows: dict[Span, CodeType] = {}
        # By the id of a placed closure's code, which stands first and so stays alive: what `traceback` shows for it.
        self.places: dict[int, tuple[CodeType | None, CodeType, int]] = {}

    def _lower_then_run(self, frame: Frame) -> Any:
        self._lower()
        return self.run(frame)

    def _lower(self) -> None:
        """Lower it.  The program was accepted: whatever is raised here but for want of room is a fault of ours."""
        try:
            self.lower(self)
        except (RecursionError, MemoryError, KeyboardInterrupt):
            raise
        except BaseException as error:
            fault(error, f"lowering {self.qualname} at {self.filename}:{self.first_line}")

    def states(self) -> Machine:
        """The unit's machine, lowered now if it was not."""
        if self.machine is None:
            self._lower()
        assert self.machine is not None
        return self.machine

    def assembled(self) -> Assembly:
        """The unit's machine ready to run; made when first asked for."""
        if self.assembly is None:
            self.assembly = late("minicoro.runtime.performing", "Assembly")(self.states(), self)
        return self.assembly

    def rebound(self, namespace: dict[str, Any]) -> Unit:
        """The same unit under other globals, as when the program makes a function of another's ``__code__``."""
        unit = self.rebind(namespace)
        unit.code = self.code
        return unit

    def forget(self) -> None:
        """Let go of the globals, and of what was lowered for them; the next call lowers it anew for its own.

        A code object is invisible to the host's garbage collector, and so is what the unit it holds keeps alive.
        """
        self.globals = FORGOTTEN
        self.run = self._lower_then_run
        self.machine = None
        self.assembly = None

    def __repr__(self) -> str:
        return f"<unit {self.qualname} at {self.filename}:{self.first_line}>"


def variables(unit: Unit, frame: Frame) -> dict[str, object]:
    """What ``locals()`` shows of an activation: a new dict in CPython's order, cells opened, unbound names left out."""
    shown: dict[str, object] = {}
    signature = unit.signature
    cells = set(signature.cellvars) | set(signature.freevars)
    for name in [*signature.varnames, *signature.cellvars, *signature.freevars]:
        if name in frame and name not in shown:
            value = frame[name]
            # A variable of an inlined comprehension stands bare in the place of the cell meanwhile, as in CPython.
            if name in cells and isinstance(value, CellType):
                try:
                    value = value.cell_contents
                except ValueError:
                    continue
            shown[name] = value
    return shown
