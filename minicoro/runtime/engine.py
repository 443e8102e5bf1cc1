"""Running a machine: the one place where a suspended frame is resumed.

`resume` takes a value to send or an exception to throw, runs the object's machine until it suspends or ends, and
gives the value handed out or returned; the object's status tells which.  Nothing of a suspended frame lives on
the host's stack: it is ``(status, state, variables, delegate)``.
"""

from __future__ import annotations

from minicoro.runtime.chains import chain_of, drive
from minicoro.runtime.kind import KINDS
from minicoro.runtime.state import SHARED
from minicoro.runtime.status import STOPPED, Status
from minicoro.runtime.traceback import cut_by, let_go, raise_alone, tidy_error

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from minicoro.runtime.performing import Assembly
    from minicoro.runtime.suspendable import Suspendable
    from minicoro.runtime.unit import Frame

CREATED, RUNNING, SUSPENDED, DELEGATING, CLOSED = Status

if TYPE_CHECKING:
    Entry = list[Any]
    """What a resumption brings, until it has been taken: how the suspended state goes on, and the argument for that."""


def resume(o: Suspendable, sent: object, thrown: tuple[Any, ...] | None = None, ended: bool = False) -> Any:
    """Resume ``o`` by sending a value or throwing (the arguments of a ``throw``; an instance unless delegating).

    ended: the value is not for the delegate but what that has returned, to who resumed it (see `chains`).

    Afterwards ``o.status`` is SUSPENDED or DELEGATING and the result is the value handed out, or CLOSED and it is
    the one returned.  An exception leaves the object closed.

    Rule: lifecycle/resume, throw/unstarted
    """
    # 1. Only a suspended or just-created frame can be resumed; in a chain of awaits, the innermost at once.
    status = o.status
    chain = o.chain
    if chain is not None:
        chain = chain.entered(o, thrown)
    elif status is DELEGATING and thrown is None and not ended and type(o.delegate) in KINDS.driven:
        chain = chain_of(o)
    if status is not SUSPENDED and status is not DELEGATING and not o.check(sent, thrown):
        return o.ended(thrown)
    # 2. It is running from here on, and counts as a frame of the stack.
    shared = SHARED
    shared.depth -= 1
    if shared.depth < 0:
        o.check_depth()
    frame: Frame = o.frame  # type: ignore[assignment]
    assembly = o.assembly
    o.status = RUNNING
    watcher = shared.watcher
    if watcher is not None:
        watcher.resumed(o, status is CREATED, sent, thrown)
    # 3. Run it until it stops.
    try:
        if status is CREATED:
            if thrown is not None:
                raise_alone(thrown[0])
            goes_on: Any = 0
        elif chain is not None:
            goes_on, sent = drive(o, chain, sent, resume)
            if goes_on is STOPPED:
                o.value, o.status = sent, DELEGATING
        elif thrown is not None:
            goes_on, sent = assembly.throws[o.state], thrown
        elif ended:
            goes_on = assembly.ends[o.state]
        else:
            goes_on = assembly.sends[o.state]
        # A number is the state to go on in; else what gives it.
        if not assembly.plain:
            if type(goes_on) is int:
                _run(o, assembly, frame, goes_on, [])
            else:
                _run(o, assembly, frame, o.state, [goes_on, sent])
        else:
            state = goes_on if type(goes_on) is int else goes_on(o, frame, sent)
            performs = assembly.performs
            while state >= 0:
                state = performs[state](o, frame)
    except BaseException as error:
        # 4. An exception closes it.
        shared.depth += 1
        placed = tidy_error(o.unit, frame, error)
        kept = o.take_kept(frame)
        if not kept:
            if watcher is not None:
                watcher.raised(o, error)
            o.finish()
            o.convert(error, status is CREATED and thrown is not None)
            raise
        failed = error
    else:
        shared.depth += 1
        result = o.value
        o.value = None
        if watcher is not None:
            watcher.stopped(o, result)
        if o.status is CLOSED:
            o.frame = None
        return result
    # 5. What the machine kept goes before the error is handled anywhere.  Rule: context/dropped
    let_go(kept, placed)
    if watcher is not None:
        watcher.raised(o, failed)
    o.finish()
    try:
        o.convert(failed, status is CREATED and thrown is not None)
        raise_alone(failed)
    finally:
        del failed


def run_to_end(o: Suspendable, frame: Frame) -> None:
    """Run a machine that suspends nowhere, from its start."""
    _run(o, o.assembly, frame, 0, [])


def handled_in(handling: tuple[str, ...], frame: Frame) -> BaseException | None:
    """The exception being handled, if any: what the innermost of the variables that hold one holds."""
    for variable in handling:
        value = frame.get(variable)
        if isinstance(value, BaseException):
            return value
    return None


def _run(o: Suspendable, assembly: Assembly, frame: Frame, state: int, entry: Entry) -> None:
    """Run states, each inside the handler of whatever exception it handles."""
    handlings = assembly.handlings
    while state >= 0:
        handled = handled_in(handlings[state], frame)
        if handled is None:
            state = _run_states(o, assembly, frame, state, None, entry)
        else:
            state = _run_handling(o, assembly, frame, state, handled, entry)


def _run_handling(
    o: Suspendable, assembly: Assembly, frame: Frame, state: int, error: BaseException, entry: Entry
) -> int:
    """Run states with ``error`` as the exception being handled.  Rule: context/own-stack.

    The host's own handler makes a bare ``raise``, ``sys.exc_info()`` and ``__context__`` right; entering it
    leaves marks on the exception, which are taken back.

    Rule: context/raised-in-handler
    """
    traceback, context, cut = error.__traceback__, error.__context__, cut_by(error)
    try:
        raise error
    except BaseException:
        error.__traceback__, error.__context__ = traceback, context
        if cut is not None:
            cut.__context__ = error
        cut = None  # it is not for us to keep
        return _run_states(o, assembly, frame, state, error, entry)


def _run_states(
    o: Suspendable, assembly: Assembly, frame: Frame, state: int, handled: BaseException | None, entry: Entry
) -> int:
    """Run states until one handles another exception than ``handled`` (its number), or the frame stops (-1)."""
    performs, handlings, regions = assembly.performs, assembly.handlings, assembly.regions
    while True:
        try:
            if entry:
                argument = entry.pop()
                state = entry.pop()(o, frame, argument)
            while state >= 0:
                handling = handlings[state]
                if handling:
                    if handled_in(handling, frame) is not handled:
                        return state
                elif handled is not None:
                    return state
                state = performs[state](o, frame)
            return state
        except BaseException as error:
            region = regions[state]
            if region is None:
                raise
            placed = tidy_error(o.unit, frame, error)
            kept = [frame.pop(variable) for variable in region.clears if variable in frame]
            if o.delegate is not None:
                kept.append(o.delegate)
                o.delegate = None
            frame[region.variable] = error
        # Now that it is not being handled yet.  Rule: context/dropped
        if kept:
            let_go(kept, placed)
        state = region.handler
