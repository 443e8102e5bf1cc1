"""The machine: what a suspending function is lowered to.  Plain data; `engine` runs it.

The names here are those of ``spec/machine.md``, in the same order.
"""

from __future__ import annotations

from minicoro.records import field, record
from minicoro.runtime.completion import RETURNED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import ClassVar

    from minicoro.runtime.positions import Span
    from minicoro.runtime.unit import Frame

    Step = Callable[[Frame], object]
    """Something that runs to its end without suspending."""

JUMP, BRANCH, YIELD, DELEGATE, RETURN, RAISE, COMPLETE, END_FINALLY = range(8)


@record
class Jump:
    """Go on in ``target``."""

    kind: ClassVar[int] = JUMP
    target: int


@record
class Branch:
    """Go on in ``then`` if ``test`` gives a true value, else in ``otherwise``.

    direct: where given, makes of the two numbers a placed closure that tests and chooses in one.
    """

    kind: ClassVar[int] = BRANCH
    test: Step
    then: int
    otherwise: int
    direct: Callable[[int, int], Callable[..., int]] | None = None


@record
class Yield:
    """Suspend, handing out ``value``; when resumed, put what was sent into ``result``, if that is wanted, and go on
    in ``target``.

    direct: where given, makes of the state's number a placed closure that evaluates and suspends in one.
    """

    kind: ClassVar[int] = YIELD
    value: Step
    result: str | None
    target: int
    direct: Callable[[int], Callable[..., int]] | None = None


@record
class Delegate:
    """Hand the control to another iterator until it ends; its value goes into ``result``, then ``target``.

    source: evaluates the operand and gives the iterator (for ``await``: the awaitable's).
    construct: the words of the source, for those who look: "await", "yield from", "async for", "async with".
    """

    kind: ClassVar[int] = DELEGATE
    source: Step
    result: str | None
    target: int
    construct: str = "await"


def nothing(frame: Frame) -> None:
    """The value of a function that ends without a ``return``."""


def returned(frame: Frame) -> object:
    """The value that a `Complete` has kept."""
    return frame.pop(RETURNED)[0]


@record
class Return:
    """Finish with ``value``.

    direct: where given, a placed closure that evaluates and finishes in one.
    """

    kind: ClassVar[int] = RETURN
    value: Step
    direct: Callable[..., int] | None = None


@record
class Raise:
    """Raise again the exception kept in ``variable``, after no handler matched."""

    kind: ClassVar[int] = RAISE
    variable: str


@record
class Complete:
    """Run a whole statement that suspends nowhere but may complete abruptly; go where its completion says.

    A returned value is kept, as the completion that it is, in ``$return``.  A way out that the statement does not
    have leads to -1.
    """

    kind: ClassVar[int] = COMPLETE
    statement: Step
    normal: int
    on_break: int
    on_continue: int
    on_return: int


@record
class EndFinally:
    """The end of a ``finally``: go where the completion in ``variable`` says (an exception: raise it again)."""

    kind: ClassVar[int] = END_FINALLY
    variable: str
    normal: int


Exit = Jump | Branch | Yield | Delegate | Return | Raise | Complete | EndFinally


@record
class Region:
    """Where an exception goes: it is kept in ``variable``, ``clears`` are emptied, and ``handler`` runs."""

    handler: int
    variable: str
    clears: tuple[str, ...] = ()


@record
class Note:
    """What a step or an exit does, for those who look: the engine reads none of it.

    span: the source that it runs.  how: what it does with that, where it is not just that; ``{}`` stands for the source.
    keeps: the temporaries that it fills.  drops: those that it empties.
    goes: for a completion that it keeps, the number of the state where that leads.
    reads, binds: the program's variables that it may read, and those that it binds or unbinds for certain.
    """

    span: Span | None = None
    how: str = "{}"
    keeps: tuple[str, ...] = ()
    drops: tuple[str, ...] = ()
    goes: int = -1
    reads: frozenset[str] = frozenset()
    binds: frozenset[str] = frozenset()


@record
class State:
    """A stretch of program between two points where the control may turn.

    steps: run in order.  exit: where then.  region: what happens to an exception raised in either, if not to leave
    the frame.  handling: the variables whose exception, if they hold one, is being handled here, innermost first.
    span: the source the exit stands for, for those who look.  notes: what each step and, last, the exit does.
    """

    steps: tuple[Step, ...]
    exit: Exit
    region: Region | None = None
    handling: tuple[str, ...] = ()
    span: Span | None = None
    notes: tuple[Note, ...] = ()


@record
class Machine:
    """The states of one suspending function; 0 is where it starts.

    spills: for each temporary, the source text span of the sub-expression whose value it keeps.
    """

    name: str
    states: tuple[State, ...]
    handles: bool = False
    spills: dict[str, Span] = field(default_factory=dict)
