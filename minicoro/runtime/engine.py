"""Running a machine: the one place where a suspended frame is resumed.

`resume` takes a value to send or an exception to throw, runs the object's machine until it suspends or ends, and
gives the value handed out or returned; the object's status tells which.  Nothing of a suspended frame lives on
the host's stack: it is ``(status, state, variables, delegate)``.
"""

from __future__ import annotations

from minicoro.runtime.chains import FAILED, chain_of, drive, fail
from minicoro.runtime.kind import KINDS
from minicoro.runtime.state import SHARED
from minicoro.runtime.status import RAISED, STOPPED, Status
from minicoro.runtime.traceback import cut_by, leave, let_go, raise_alone, raised_in, reraise, tidy_error
from minicoro.runtime.unwinding import BELOW, leave_handlers

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from minicoro.runtime.machine import Region
    from minicoro.runtime.performing import Assembly
    from minicoro.runtime.suspendable import Suspendable
    from minicoro.runtime.unit import Frame

CREATED, RUNNING, SUSPENDED, DELEGATING, CLOSED = Status

ENDINGS = (StopIteration, StopAsyncIteration)
"""What an object's `convert` may have something to say about."""


def resume(o: Suspendable, sent: object, thrown: tuple[Any, ...] | None = None, ended: bool = False) -> Any:
    """Resume ``o`` by sending a value or throwing (the arguments of a ``throw``; an instance unless delegating).

    ended: the value, or the exception, is not for the delegate: it is what that has ended with (see `chains`).

    Afterwards ``o.status`` is SUSPENDED or DELEGATING and the result is the value handed out, or CLOSED and it is
    the one returned.  An exception leaves the object closed; where a delegate's end brought it about, it may be
    given back as FAILED, with the exception in ``o.value``.

    Rule: lifecycle/resume, throw/unstarted
    """
    # 1. Only a suspended or just-created frame can be resumed; in a chain of awaits, the innermost at once.
    status, assembly, chain = o.status, o.assembly, None
    goes_on: Any = 0
    if status is SUSPENDED:
        goes_on = (assembly.sends if thrown is None else assembly.throws)[o.state]
    elif status is DELEGATING:
        if ended:
            goes_on = assembly.ends[o.state] if thrown is None else fail
        else:
            goes_on = (assembly.sends if thrown is None else assembly.throws)[o.state]
            if o.chain is not None:
                chain = o.chain.entered(o, thrown)
            elif type(o.delegate) in KINDS.driven and o.delegate.status is DELEGATING:
                chain = chain_of(o, thrown)
    elif (status is not CREATED or sent is not None or thrown is not None) and not o.check(sent, thrown):
        return o.ended(thrown)
    # 2. It is running from here on, and counts as a frame of the stack.
    shared = SHARED
    shared.depth -= 1
    if shared.depth < 0:
        o.check_depth()
    frame: Frame = o.frame  # type: ignore[assignment]
    o.status = RUNNING
    watcher = shared.watcher
    if watcher is not None:
        watcher.resumed(o, status is CREATED, sent, thrown)
    # 3. Run it until it stops.  How it goes on is a number, the state to go on in, or what gives that.
    given: Any = sent if thrown is None else thrown
    try:
        if chain is not None:
            goes_on, given = drive(o, chain, sent, thrown, resume)
            if goes_on is STOPPED:
                o.value, o.status = given, DELEGATING
        elif thrown is not None and status is CREATED:
            raise_alone(thrown[0])
        if assembly.plain:
            state = goes_on if type(goes_on) is int else goes_on(o, frame, given)
            performs = assembly.performs
            while state >= 0:
                state = performs[state](o, frame)
        elif type(goes_on) is int:
            state = _run(o, assembly, frame, goes_on)
        else:
            state = _run(o, assembly, frame, o.state, None, goes_on, given)
    except BaseException as error:
        # 4. An exception closes it.  This frame may live on behind one of a library, and so must not hold it.
        shared.depth += 1
        at_start = status is CREATED and thrown is not None
        sent = thrown = given = None
        placed = tidy_error(o.unit, frame, error, True)
        kept = o.take_kept(frame)
        if not kept:
            _close(o, watcher, error, at_start)
            raise
        failed = error
    else:
        shared.depth += 1
        result: Any = o.value
        o.value = None
        if state == STOPPED:
            if watcher is not None:
                watcher.stopped(o, result)
            if o.status is CLOSED:
                o.frame = None
            if thrown is not None:
                sent = thrown = given = None
            return result
        at_start = status is CREATED and thrown is not None
        failed, sent, thrown, given = result, None, None, None
        kept = o.take_kept(frame)
        placed = raised_in(failed) if kept else None
        del result
    # 5. What the machine kept goes before the error is handled anywhere.  Rule: context/dropped
    if kept:
        let_go(kept, placed)
    try:
        _close(o, watcher, failed, at_start)
        if ended:
            o.value = failed
            return FAILED
        leave(failed)
    finally:
        del failed


def _close(o: Suspendable, watcher: Any, error: BaseException, at_start: bool) -> None:
    """The object has ended with ``error``; raises what that is converted to, if it is."""
    if watcher is not None:
        watcher.raised(o, error)
    o.finish()
    if isinstance(error, ENDINGS):
        o.convert(error, at_start)


def run_to_end(o: Suspendable, frame: Frame) -> None:
    """Run a machine that suspends nowhere, from its start; ``o.value`` is what it returned."""
    if _run(o, o.assembly, frame, 0) == RAISED:
        error: Any = o.value
        o.value = None
        try:
            reraise(error)
        finally:
            del error


def handled_in(handling: tuple[str, ...], frame: Frame) -> BaseException | None:
    """The exception being handled, if any: what the innermost of the variables that hold one holds."""
    for variable in handling:
        value = frame.get(variable)
        if isinstance(value, BaseException):
            return value
    return None


def _run(
    o: Suspendable,
    assembly: Assembly,
    frame: Frame,
    state: int,
    handled: BaseException | None = None,
    goes_on: Any = None,
    given: Any = None,
) -> int:
    """Run states until the frame stops (STOPPED), or an exception of before leaves it (RAISED; ``o.value`` has it).

    handled: the exception that is being handled here; inside of that, a state that handles another one is not run but
    given back.  goes_on: what goes on in ``state``, with ``given``, instead of that being run from its beginning.
    """
    performs, handlings, regions = assembly.performs, assembly.handlings, assembly.regions
    error: Any = None
    wanted = None
    try:
        while True:
            try:
                while state >= 0:
                    handling = handlings[state]
                    wanted = handled_in(handling, frame) if handling else None
                    if wanted is not handled:
                        break
                    if goes_on is None:
                        state = performs[state](o, frame)
                    else:
                        going, goes_on = goes_on, None
                        state = going(o, frame, given)
            except BaseException as raised:
                region = regions[state]
                if region is None and handled is None:
                    raise
                placed = tidy_error(o.unit, frame, raised)
                at, error = state, raised
            else:
                if state >= 0:
                    if handled is not None:
                        return state
                    assert wanted is not None
                    state = _run_handling(o, assembly, frame, state, wanted, goes_on, given)
                    goes_on = wanted = None
                    if BELOW in frame and state >= 0:
                        below, placed = frame.pop(BELOW)
                        let_go(below, placed)
                    if state >= 0:
                        continue
                at = o.state
                region = regions[at]
                if state == STOPPED or (region is None and handled is None):
                    return state
                error = o.value
                o.value = None
                placed = raised_in(error)
            # Now that it is not being handled yet.  Rule: context/dropped
            if region is None:
                leave_handlers(o, frame, [name for name in frame if name[0] == "$"], handlings[at], placed)
                o.value, o.state = error, at
                return RAISED
            if handled is None:
                kept = _caught(o, frame, region, error)
                if kept:
                    let_go(kept, placed)
            else:
                leave_handlers(o, frame, region.clears, handlings[at], placed)
                frame[region.variable] = error
            error = None
            state = region.handler
    finally:
        del handled, wanted, given, error  # this frame may live on behind one of a library, and must not hold them


def _caught(o: Suspendable, frame: Frame, region: Region, error: BaseException) -> list[object]:
    """Keep an exception for its handler; gives what it drops."""
    kept = [frame.pop(variable) for variable in region.clears if variable in frame]
    if o.delegate is not None:
        kept.append(o.delegate)
        o.delegate = None
    frame[region.variable] = error
    return kept


def _run_handling(
    o: Suspendable, assembly: Assembly, frame: Frame, state: int, error: BaseException, goes_on: Any, given: Any
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
        try:
            return _run(o, assembly, frame, state, error, goes_on, given)
        finally:
            del error, traceback, context, given  # as in `_run`
