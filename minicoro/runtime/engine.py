"""Running a machine: the one place where a suspended frame is resumed.

`resume` takes a value to send or an exception to throw, runs the object's machine until it suspends or ends, and
gives the value handed out or returned; the object's status tells which.  Nothing of a suspended frame lives on
the host's stack: it is ``(status, state, variables, delegate)``.
"""

from __future__ import annotations

from minicoro.runtime.chains import FAILED, chain_of, drive, fail
from minicoro.runtime.kind import KINDS
from minicoro.runtime.state import SHARED
from minicoro.runtime.status import GOES_ON_HANDLING, RAISED, STOPPED, Status
from minicoro.runtime.traceback import leave, let_go, raise_alone, raised_in, reraise, tidy_error
from minicoro.runtime.unwinding import BELOW, leave_handlers, while_handling

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
                below = o.delegate.delegate
                if type(below) in KINDS.driven and below.status is DELEGATING:
                    chain = chain_of(o, thrown)
                del below
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
    # 3. Run states until it stops.  How it goes on is a number, the state to go on in, or what gives that.
    given: Any = sent if thrown is None else thrown
    kept, at_start = None, False
    state = o.state
    try:
        if chain is not None:
            goes_on, given = drive(o, chain, sent, thrown, resume)
            if goes_on is STOPPED:
                o.value, o.status = given, DELEGATING
        elif thrown is not None and status is CREATED:
            raise_alone(thrown[0])
        handling = assembly.handlings[state]
        if handling and handled_in(handling, frame) is not None:
            if thrown is not None and status is DELEGATING and not ended:
                # What this frame handles is not handled where that is thrown to.  Rule: context/own-stack
                goes_on, given = assembly.intrusions[state](o, frame, thrown)
            state = STOPPED if goes_on is STOPPED else GOES_ON_HANDLING
        else:
            state = goes_on if type(goes_on) is int else goes_on(o, frame, given)
            performs = assembly.performs
            while state >= 0:
                state = performs[state](o, frame)
    except BaseException as raised:
        # 4. An exception goes to a handler of this frame, or closes the object.
        leaves = assembly.regions[state] is None or o.frame is None
        tidy_error(o.unit, frame, raised, leaves)
        at_start = thrown is not None and status is CREATED
        if leaves:
            sent = thrown = given = None  # this frame may live on behind one of a library, and must not hold it
            kept = o.take_kept(frame)
            if not kept:
                shared.depth += 1
                _close(o, raised, at_start)
                raise
        o.value, o.state, state = raised, state, RAISED
    if state != STOPPED:
        # 5. What is being handled, or is to be, takes more.
        sent = thrown = None
        error = _go_on_handling(o, frame, state, goes_on, given, kept, at_start)
        given = None
        if error is not None:
            if ended:
                o.value = error
                return FAILED
            try:
                leave(error)
            finally:
                del error
    shared.depth += 1
    result: Any = o.value
    o.value = None
    if watcher is not None:
        watcher.stopped(o, result)
    if o.status is CLOSED:
        o.frame = None
    if thrown is not None:
        sent = thrown = given = None
    return result


def _go_on_handling(
    o: Suspendable, frame: Frame, state: int, goes_on: Any, given: Any, kept: list[object] | None, at_start: bool
) -> BaseException | None:
    """The rest of a resumption in which something is handled or raised: the exception that has closed the object, if one has.

    state: RAISED, HANDLING or GOES_ON_HANDLING, from ``o.state`` on.  kept: where nothing here handles it, what it drops.
    """
    if state != GOES_ON_HANDLING:
        goes_on = None
        if state == RAISED and (kept is not None or o.assembly.regions[o.state] is None):
            return _fail(o, frame, kept, at_start)
        state = RAISED if state == RAISED else o.state
    elif type(goes_on) is int:
        state, goes_on = goes_on, None
    else:
        state = o.state
    try:
        state = _run(o, o.assembly, frame, state, None, goes_on, given)
    except BaseException as raised:
        tidy_error(o.unit, frame, raised, True)
        o.value = raised
        state = RAISED
    finally:
        del given  # as in `resume`
    return None if state == STOPPED else _fail(o, frame, None, at_start)


def _fail(o: Suspendable, frame: Frame, kept: list[object] | None, at_start: bool) -> BaseException:
    """Close the object with the exception that is its value; gives that, or raises what it is converted to.

    What the machine kept goes before the exception is handled anywhere.  Rule: context/dropped
    """
    SHARED.depth += 1
    error: Any = o.value
    o.value = None
    kept = o.take_kept(frame) if kept is None else kept
    if kept:
        let_go(kept, raised_in(error))
    try:
        _close(o, error, at_start)
        return error  # type: ignore[no-any-return]
    finally:
        del error


def _close(o: Suspendable, error: BaseException, at_start: bool) -> None:
    """The object has ended with ``error``; raises what that is converted to, if it is."""
    if SHARED.watcher is not None:
        SHARED.watcher.raised(o, error)
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
    performs, handlings, regions = assembly.alone, assembly.handlings, assembly.regions
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
                    state = while_handling(wanted, _run, o, assembly, frame, state, wanted, goes_on, given)
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
