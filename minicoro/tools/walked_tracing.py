"""Events of ``sys.settrace`` for walked frames.

The host traces the frame of a stub; its "call" and "return" events are right.  The events "line" and "exception" come from
the walker: while a trace function is set, each assignment of ``Activation.node`` is watched.  The trace function must be
called by the host, which then does not trace the trace function itself.  So the walker calls an empty function, `reached`
or `raised`, and the host's "call" event for this function becomes the program's event.
"""

from __future__ import annotations

import ast
import sys
from types import FrameType
from typing import Any
from weakref import ref

from minicoro.compiled.linking import SUSPENDABLE_FLAGS, is_machine
from minicoro.compiled.rewriting import is_copy, is_temporary
from minicoro.core import engine
from minicoro.core.engine import RUNNING, THROW, THROWN
from minicoro.core.errors import traceback_of
from minicoro.core.generators import Coroutine, Generator
from minicoro.core.machine import Delegate
from minicoro.core.versions import HOST
from minicoro.exact import host_frames, tracing
from minicoro.exact.variables import locals_of
from minicoro.walk import activation, classes, functions, modules
from minicoro.walk.activation import Activation, place_of

SILENT = (ast.Global, ast.Nonlocal, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
"""Statements without code of their own at their first line, or with decorators before it."""

PREPARING: dict[Any, tuple[str, ...]] = {
    functions: ("code_of_function", "deferred"),
    classes: ("class_body", "begin_annotations", "stored_on_self"),
    modules: ("begin_annotations",),
}
"""Functions of the walker that prepare code, with functions of the library: their calls are not the program's."""

VALUE = "$value"
"""The temporary that gets the value of a delegate."""


class Stub(tracing.Local):
    """The host's local trace function of a walked frame.

    line: that of the last event; the stub's return has no other line.  o: the object whose frame this is; None: a plain function.
    """

    __slots__ = ("__weakref__", "line", "o")

    def __init__(self, function: Any, frame: FrameType, line: int | None) -> None:
        super().__init__(function)
        self.line, self.o = line, host_frames.variable(frame, "$o")

    def __call__(self, frame: FrameType, event: str, arg: Any) -> Any:
        if event == "return":
            self.step(frame)
            a = host_frames.variable(frame, host_frames.ACTIVATION)
            if a is not None and is_machine(frame.f_code):
                tracing.FRAMES[a] = id(frame)
            self.tell(frame, event, tracing.shown_item(self.o, arg))
        return self

    def step(self, frame: FrameType) -> None:
        """After ``f_trace`` was set by a function that was called: the first "opcode" event, if there is to be one.

        From 3.13 on ``breakpoint()`` stops at it, in its own line.
        """
        if ref(self) in UNSTEPPED:
            UNSTEPPED.discard(ref(self))
            if frame.f_trace_opcodes:
                self.tell(frame, "opcode", None)

    def tell(self, frame: FrameType, event: str, arg: Any) -> None:
        """Send an event to the program's function."""
        outer, host_frames.traced = host_frames.traced, (None, None)
        if event in ("opcode", "return"):
            host_frames.traced = frame, self.line
        try:
            result = tracing.guarded(self.function, frame, event, arg)
        finally:
            host_frames.traced = outer
        if result is not None:
            self.function = result


UNSTEPPED: set[ref[Stub]] = set()
"""The local trace functions that were set while their frames ran, and have not been called since."""


def unstepped(function: Any, frame: FrameType) -> Stub:
    """The local trace function for a walked frame that runs; there is no event for the rest of the line that it is in."""
    known, line = tracing.local_of(frame), host_frames.line_shown(frame)
    local = known if type(known) is Stub else Stub(function, frame, line)
    local.function, local.line = function, line
    UNSTEPPED.add(ref(local, UNSTEPPED.discard))
    a = host_frames.activation(frame)
    if a is not None and a.node is not None:
        vars(a.definer())["line"] = line
    return local


def begun(function: Any, frame: FrameType, event: str, arg: Any) -> Any:
    """The local trace function for a walked frame that begins or is resumed; None: it is not to be traced."""
    if frame.f_code.co_flags & SUSPENDABLE_FLAGS and not is_machine(frame.f_code):
        return None  # the function that makes an object
    o = host_frames.variable(frame, "$o")
    a = getattr(o, "saved", None)
    if a is not None and o.state > 0:  # a resumption begins in the line of the suspension
        vars(a)["node"] = getattr(o.machine.states[o.state].exit, "node", a.node)
        vars(a.definer())["line"] = host_frames.line_shown(frame)
    tracing.replace_kept_frame(function, tracing.FRAMES.pop(a), frame)

    def call(frame: FrameType, event: str, arg: Any) -> Any:
        local = function(frame, event, arg)
        return None if local is None else Stub(local, frame, host_frames.line_shown(frame))

    return tracing.guarded(call, frame, event, arg)


def reached(a: Activation) -> None:
    """Called when an activation has reached another line; the host's event for this call is turned into a "line" event."""


def raised(a: Activation, error: BaseException) -> None:
    """Called when an exception has been raised in an activation; the event for this call becomes an "exception" event."""


def stepped(a: Activation) -> None:
    """Called before an activation goes on to another node; the event for this call becomes `Stub.step`."""


CALLS = (reached.__code__, raised.__code__, stepped.__code__)
"""A call of these functions is an event of the walked frame, which `told` sends."""


def told(frame: FrameType) -> None:
    """Send the event of a call of `reached`, `raised` or `stepped` to the local trace function of the walked frame."""
    error = locals_of(frame).get("error")
    walked = host_frames.shown(frame)
    local = None if walked is None else tracing.local_of(walked)
    if type(local) is not Stub:
        return
    local.line = host_frames.line_shown(walked)
    if frame.f_code is stepped.__code__:
        local.step(walked)
    elif error is not None:
        local.tell(walked, "exception", (type(error), error, traceback_of(error)))
    elif walked.f_trace_lines:
        local.tell(walked, "line", None)


def set_node(a: Activation, node: Any) -> None:
    """Set ``Activation.node``; a node on another line than the last one is an event."""
    if UNSTEPPED and tracing.is_tracing():
        stepped(a)
    vars(a)["node"] = node
    place = None if getattr(node, "artificial", False) or is_temporary(node) else place_of(node)
    if place is not None and tracing.is_tracing():
        known = vars(a.definer())
        if known.get("line") != place[0]:
            known["line"] = place[0]
            reached(a)


def is_raised_again(a: Activation, error: BaseException) -> bool:
    """Whether the engine raises this exception again because no handler has caught it.  There is no event."""
    known = getattr(a.temporaries.get("$self"), "raised", None)
    return known is not None and known[0] is error and known[1] is not THROWN


def stepping(execute: Any) -> Any:
    """The function for a type of statement, which first sets the node."""

    def traced(a: Activation, statement: ast.stmt) -> Any:
        is_drop = isinstance(statement, ast.Delete) and is_temporary(statement.targets[0])
        if tracing.is_tracing() and not is_drop and not is_copy(statement):
            a.node = statement
        return execute(a, statement)

    return traced


def ending(drive: Any) -> Any:
    """The function that resumes a delegate; it also tells the delegate's StopIteration to the frame."""

    def traced(run: Any, exit: Any, sent: object) -> int:
        if not tracing.is_tracing():
            return drive(run, exit, sent)  # type: ignore[no-any-return]
        delegate, evaluator = run.o.delegate, run.evaluator
        vars(evaluator)["thrown"] = HOST.throw_tells_line and sent is THROW
        # not `_replace`, which the trace function would be told of
        kept = tuple.__new__(Delegate, (exit.source, VALUE, *exit[2:]))
        target: int = drive(run, kept, sent)
        if run.o.state == RUNNING and target == exit.target:
            value = evaluator.temporaries.pop(VALUE)
            if not is_silent(delegate, value):
                raised(evaluator, StopIteration() if value is None else StopIteration(value))
            if exit.result is not None:
                evaluator.bind(exit.result, value)
        return target

    return traced


def exhausting(drive_next: Any) -> Any:
    """As `ending`, for the StopAsyncIteration that ends an ``async for``."""

    def traced(run: Any, exit: Any, *rest: Any) -> int:
        target: int = drive_next(run, exit, *rest)
        if tracing.is_tracing() and run.o.state == RUNNING and target == exit.exhausted:
            raised(run.evaluator, StopAsyncIteration())
        return target

    return traced


def is_silent(delegate: Any, value: object) -> bool:
    """Whether CPython tells no StopIteration of this delegate, which has returned ``value``."""
    if isinstance(delegate, Generator):
        return value is None and HOST.silent_end
    if isinstance(delegate, engine.Foreign):
        return tracing.ends_silently(type(delegate.iterator), value)
    return HOST.silent_item and not isinstance(delegate, Coroutine)


def watch() -> None:
    """Watch the walker's activations from now on."""
    if isinstance(vars(Activation).get("node"), property):
        return
    runner: Any = engine._Resumption
    runner.drive, runner.drive_next = ending(runner.drive), exhausting(runner.drive_next)
    locate, evaluate, matches = Activation.locate, Activation.evaluate, Activation.matches

    def raising(a: Activation, error: BaseException) -> None:
        is_new = a.reraised is not error and not is_raised_again(a, error)
        locate(a, error)
        if is_new and tracing.is_tracing():
            raised(a, error)
            if vars(a).pop("thrown", False):
                reached(a)

    def evaluating(a: Activation, expression: ast.expr) -> Any:
        if tracing.is_tracing():
            a.node = expression
        return evaluate(a, expression)

    def matching(a: Activation, pattern: ast.pattern, subject: Any) -> bool:
        if tracing.is_tracing():
            a.node = pattern
        return matches(a, pattern, subject)

    watched: Any = Activation
    watched.node = property(lambda a: vars(a)["node"], set_node)
    watched.locate, watched.evaluate, watched.matches = raising, evaluating, matching
    for kind, execute in list(activation.EXECUTE.items()):
        if kind not in SILENT:
            activation.EXECUTE[kind] = stepping(execute)


def install() -> None:
    """Trace walked frames, too."""
    for module, names in PREPARING.items():
        for name in names:
            setattr(module, name, tracing.untraced(getattr(module, name)))
    tracing.walked = sys.modules[__name__]
