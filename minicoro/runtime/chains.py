"""Chains of awaits: the leaf is resumed directly, however deep it is.

A coroutine that awaits a coroutine that awaits ... is resumed through all of them: CPython goes down level by level,
and up again.  Here the outermost of them, the *root*, remembers the innermost, the *tip*, after the first time; from
then on the tip is resumed at once, and those in between are left alone until the tip ends.  That costs the same at
any depth, for what is thrown as for what is sent, and nothing may be seen of it:

* those in between count as running while the tip runs, and are told so by a `Within` that they share;
* whoever resumes, throws into or closes one of them from elsewhere breaks the chain, and the plain way is taken;
* the stack of the program is completed with them (`frames.activations`), and so is the recursion depth;
* a GeneratorExit closes each delegate on its way: it takes the plain way;
* a frame that handles an exception ends the chain above it, for what it handles is the context of what is raised
  below it;
* a run that is watched or traced makes no chains: each resumption is an event.

Rule: await/delegation, yield-from/transparent
"""

from __future__ import annotations

import sys
from _weakref import ref

from minicoro.runtime.kind import KINDS
from minicoro.runtime.state import SHARED
from minicoro.runtime.status import RAISED, STOPPED, Status
from minicoro.runtime.traceback import pass_by

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from minicoro.runtime.suspendable import Suspendable
    from minicoro.runtime.unit import Frame

CREATED, RUNNING, SUSPENDED, DELEGATING, CLOSED = Status

FEWEST_BETWEEN = 2
"""A chain with fewer objects between root and tip than these is not worth remembering."""

FAILED: Any = object()
"""Given back by a resumption whose exception goes on as it is: the object's value is the exception."""

if TYPE_CHECKING:
    Resume = Callable[..., Any]
real_gettrace = sys.gettrace


class Within:
    """What all objects between the root and the tip of one chain share."""

    __slots__ = ("broken", "running")

    def __init__(self) -> None:
        self.running = False
        self.broken = False

    def entered(self, o: Suspendable, thrown: tuple[Any, ...] | None) -> None:
        """One of them is resumed from elsewhere.  Rule: lifecycle/already-executing"""
        self.leave(o)
        return

    def leave(self, o: Suspendable) -> None:
        """Break the chain, for this one is no longer only a link of it; an error while the chain is running."""
        if self.running:
            raise ValueError(f"{o.KIND} already executing")
        self.broken = True
        o.chain = None


class Chain:
    """What the root knows: weak references to the tip and to those in between, outermost first.

    Nothing here keeps an object alive: each is held by the one that awaits it, as ever.
    """

    __slots__ = ("between", "tip", "within")

    def __init__(self, first: Suspendable) -> None:
        self.within = Within()
        self.between: list[ref[Suspendable]] = []
        self.tip = ref(first)

    def entered(self, o: Suspendable, thrown: tuple[Any, ...] | None) -> Chain | None:
        """The root is resumed: the chain if it can be taken, else it is given up."""
        if not self.within.broken and SHARED.watcher is None and real_gettrace() is None and reaches(thrown):
            tip = self.tip()
            if tip is not None and (tip.status is SUSPENDED or tip.status is DELEGATING) and o.status is DELEGATING:
                return self
        self.leave(o)
        return None

    def leave(self, o: Suspendable) -> None:
        """Give the chain up."""
        self.within.broken = True
        o.chain = None

    def extend(self, tip: Suspendable) -> Suspendable:
        """Go down to the innermost object from here on; it is the tip."""
        while True:
            below = link_below(tip)
            if below is None:
                break
            tip.chain = self.within
            self.between.append(ref(tip))
            tip = below
        self.tip = ref(tip)
        return tip

    def withdraw(self) -> Suspendable:
        """The tip has ended: the one that awaits it is the tip now."""
        tip = self.between.pop()()
        assert tip is not None  # it is held by the one that awaits it
        tip.chain = None
        self.tip = ref(tip)
        return tip


def is_generator_exit(kind: object) -> bool:
    """Whether this, an exception or a class, is a GeneratorExit."""
    cls = kind if isinstance(kind, type) else type(kind)
    return issubclass(cls, GeneratorExit)


def reaches(thrown: tuple[Any, ...] | None) -> bool:
    """Whether what a chain is resumed with reaches its tip: a GeneratorExit closes each delegate on its way."""
    return thrown is None or not is_generator_exit(thrown[0])


def link_below(o: Suspendable) -> Suspendable | None:
    """The delegate, if it can be resumed without going through ``o``."""
    delegate: Any = o.delegate
    if o.status is not DELEGATING or type(delegate) not in KINDS.driven or o.assembly.handlings[o.state]:
        return None
    if delegate.status is not SUSPENDED and delegate.status is not DELEGATING:
        return None
    if type(delegate.chain) is Within and not delegate.chain.broken:
        return None  # two generators delegate to the same one
    return delegate  # type: ignore[no-any-return]


def chain_of(o: Suspendable, thrown: tuple[Any, ...] | None) -> Chain | None:
    """A chain with ``o`` as its root, to be resumed so; None if there is none that is worth it."""
    first = at = link_below(o)
    for _ in range(FEWEST_BETWEEN):
        if at is None or at.status is not DELEGATING:
            return None
        at = link_below(at)
    if at is None or first is None or SHARED.watcher is not None or real_gettrace() is not None or not reaches(thrown):
        return None
    chain = o.chain = Chain(first)
    chain.extend(first)
    return chain


def between(o: Suspendable) -> list[Suspendable]:
    """Those between a running root and its tip, outermost first; they are on the program's stack."""
    chain: Any = o.chain
    return [link for link in [reference() for reference in chain.between] if link is not None]


def drive(
    o: Suspendable, chain: Chain, sent: object, thrown: tuple[Any, ...] | None, resume: Resume
) -> tuple[Any, Any]:
    """Resume the tip, and whoever awaits it if it ends, until one suspends or all below the root have ended.

    Gives how the root goes on, and the argument for that: its closure for a delegate that has ended (or `fail`), and
    the value (or the exception); or STOPPED, and the value that was handed out.
    """
    shared, within, links = SHARED, chain.within, chain.between
    tip: Any = chain.tip()
    if tip.status is DELEGATING:
        tip = chain.extend(tip)  # it may have been resumed from elsewhere
    given: tuple[Any, ...] = (tip, sent)
    step = resume
    if thrown is not None:
        given, step, thrown = (thrown,), tip.resume_throwing, None
    within.running = True
    taken = len(links)
    shared.depth -= taken
    if shared.depth < 0:
        o.check_depth()
    try:
        while True:
            error: BaseException | None = None
            try:
                value = step(*given)
            except BaseException as raised:
                error = raised
                value, given = None, ()
                # Without this frame, which holds it, and with it all that is above; no variable of ours may, either.
                error.__traceback__ = raised.__traceback__.tb_next  # type: ignore[union-attr]
            if value is FAILED:
                error, tip.value = tip.value, None
            if error is None and tip.status is not CLOSED:
                if tip.status is DELEGATING:
                    chain.extend(tip)
                return STOPPED, value
            if not links:
                break
            tip, step = chain.withdraw(), resume
            taken -= 1
            shared.depth += 1
            given = (tip, value, None if error is None else (error,), True)
            del error
    finally:
        within.running = False
        shared.depth += taken
    chain.leave(o)
    if error is None:
        return o.assembly.ends[o.state], value
    return fail, (error,)


def fail(o: Suspendable, frame: Frame, thrown: tuple[BaseException]) -> int:
    """Go on with an exception that the delegate has raised: it is not raised anew, and nothing is being handled.

    Rule: await/exception, yield-from/transparent
    """
    (error,) = thrown
    o.delegate = None
    leaves = o.assembly.regions[o.state] is None
    pass_by(o.unit, frame, error, o.assembly.throws[o.state].__code__, leaves)
    o.value = error
    return RAISED
