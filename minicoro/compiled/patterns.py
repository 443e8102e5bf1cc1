"""The templates of the code that machines are written out as; `templates.fill` explains their notation."""

from __future__ import annotations

DRIVE_OWN = """
d = OPERAND
EMPTY
if Type(d) is Shared.KIND and d.state == 0:
    v = d.run(d, None)
else:
    d = SOURCE
    v = d.run(d, None) if d.state >= 0 else d.unready(None)
"""
DRIVE = """
d = SOURCE
v = d.run(d, None) if d.state >= 0 else d.unready(None)
"""
DRIVEN_AT_ONCE = """
if d.state >= 0:
    o.delegate = d
    SUSPEND
d = None
FOLLOWING
"""
DRIVE_NEXT = """
if Type(ITERATOR) is Shared.AsyncGenerator and (ITERATOR.running is False or ITERATOR.begins()):
    d = ITERATOR
    d.running = True
    v = d.run(d, None)
    if d.item:
        d.item = d.running = False
    else:
        if d.state < 0:
            ENDED
        o.delegate = Underway(d)
        SUSPEND
else:
    try:
        d = SOURCE
        v = d.run(d, None) if d.state >= 0 else d.unready(None)
    except StopAsyncIteration:
        d = None
    if d is None:
        ENDED
    if d.state >= 0:
        o.delegate = d
        SUSPEND
d = None
FOLLOWING
"""
GO_ON = """
if sent is Throw:
    o.delegate = d = None
    raise Take(o)
v = d.run(d, sent) if d.state >= 0 else d.unready(sent)
"""
GO_ON_NEXT = """
try:
    GO_ON
except StopAsyncIteration:
    o.delegate = o.raised = d = None
"""
DRIVEN = """
if d.state >= 0:
    o.state = NUMBER
    SUSPENDED
    GIVE
LOAD
o.delegate = d = None
FOLLOWING
"""
NEXT = """
if Type(ITERATOR) is Shared.Generator and ITERATOR.state >= 0:
    v = ITERATOR.run(ITERATOR, None)
    if ITERATOR.state < 0:
        EXHAUSTED
else:
    v = Next(ITERATOR, Exhausted)
    if v is Exhausted:
        EXHAUSTED
ITEM = v
EMPTY
FOLLOWING
"""
LOOP = """
while True:
    try:
        START
        while CONDITION:
            INSIDE
            ENTER
            STATES
        break
    except BaseException as ERROR:
        v = left = None
        LOAD_AFTER_RAISE
        if Type(ERROR) is RecursionError:
            try:
                Limits.set(Limits.high)
            except RecursionError:
                o.state = CLOSED
            state = HandlerLabelAtLimit(o, state, ERROR)
        else:
            FIND
        HANDLED
    DROP
"""
START = """
state = state
"""
"""The host checks for signals at the end of a loop's round, and that must be inside of the ``try``.  3.11 reports the position
before the loop for it, so there must be an instruction.
"""
FIND_HANDLER = """
state = HandlerLabel(o, state, ERROR)
"""
FIND_OR_CONVERT = """
try:
    state = HandlerLabel(o, state, ERROR)
except BaseException as converted:
    state, left = -1, converted
"""
"""An exception that replaces the raised one (`engine.handler_of`) leaves the frame only after the temporaries are dropped.

Rule: context/dropped
"""
HANDLED = """
LET_GO
if state < 0:
    sent = o = None
    raise
DEEP
DEEPER
"""
HANDLED_OR_DROPS = """
if left is not None or KEEPS:
    if left is None:
        left = ERROR
else:
    HANDLED
    if left is None:
        continue
"""
"""left: the exception that drops values.  Each level of handlers drops the values that were bound in it, and goes on outwards.

Rule: context/dropped
"""
DROP = """
EMPTY
if state < 0:
    sent = None
    try:
        raise PrepareReraise(o, left)
    except BaseException as ERROR:
        left = None
        UndoReraise(o, ERROR)
        o = None
        raise
left = None
DEEP
"""
DROP_DEEPER = """
EMPTY
if state < 0 or Depth(o, state) <= DEPTH:
    break
left = None
DEEP
"""
"""As `DROP`, inside of a handler: if the exception leaves this handler too, the loop around it goes on."""

GUARDED = """
try:
    BODY
except NameError as failed:
    try:
        raise PrepareReraise(o, UnboundLocal(o, failed))
    except NameError as corrected:
        UndoReraise(o, corrected)
        raise
"""
"""The body of a ``try`` or ``with`` inside of a step.  A variable that inner functions capture is a free variable of the
performing function; if it is unbound, the host raises the NameError for free variables.  What leaves a state is corrected by
`engine.handler_of`; the handlers inside of the step see it before.
"""
ENTERED = """
try:
    TARGET = entered
finally:
    entered = None
"""
"""A target of a ``with`` inside of a step, which may use such a variable."""
FIRST_LEVEL = """
caught = True
LOOP
"""
"""An exception raised while none is handled belongs to its own handler, so the first level needs no `Inside` test."""

ENTER = """
if deep:
    if Depth(o, state) > DEPTH:
        raise PrepareRehandling(o, state, DEPTH)
    deep = False
"""
"""deep: the next state may handle more exceptions than this loop.  If so, the first of them is raised again, and `LOOP` catches it."""
GIVE = """
try:
    return v
finally:
    v = None
"""
"""Return a value and keep it in no variable: the frame of a called function may keep this frame."""
RAISE_AGAIN = """
v = o.caught[NAME]
if IsCurrent(o, v):
    raise
raise PrepareReraise(o, v)
"""
END_FINALLY = """
v = o.caught.pop(NAME, None)
if v is not None:
    if Type(v) is not Int:
        if IsCurrent(o, v):
            raise
        raise PrepareReraise(o, v)
    state = v
    continue
FOLLOWING
"""
HELD = "$m_{}"
"""The host variable with the value of a variable that may be unbound, or `Unbound`, while the frame suspends."""
MAYBE = """
try:
    KEPT = NAME
except NameError:
    KEPT = Unbound
"""
MAYBE_BACK = """
if KEPT is not Unbound:
    NAME = KEPT
    KEPT = None
"""
