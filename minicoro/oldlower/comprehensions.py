"""Comprehensions in which nothing suspends, and generator expressions.

Rule: comprehension/scope (Language Reference, "Displays for lists, sets and dictionaries"; PEP 709): the first
iterable is evaluated outside; the rest runs in a frame of its own, or, where the running CPython inlines it, in the
enclosing frame with its variables put away before and put back after.
"""

from __future__ import annotations

from types import CellType

from minicoro.late import late
from minicoro.oldlower import places, targets
from minicoro.oldlower.conditions import truth
from minicoro.oldlower.expressions import lower, meaning
from minicoro.oldlower.functions import kind_of, make_function, make_unit
from minicoro.oldsyntax import nodes as ast
from minicoro.oldsyntax.scope_model import Where
from minicoro.runtime.positions import SILENT
from minicoro.runtime.synth import Parameters
from minicoro.runtime.tracing_roles import loops, silent
from minicoro.runtime.unit import UnitKind

Comprehension = ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp

FIRST = ".0"
"""The parameter that takes the first iterable's iterator, as CPython names it."""

INLINED_FIRST = "$.0"
"""Where an inlined one finds it: evaluated before its variables are put away, taken when its loop begins."""

_MISSING = object()

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from minicoro.oldlower.context import Context
    from minicoro.oldlower.names import Expr, Store
    from minicoro.oldsyntax.scope_model import Scope
    from minicoro.runtime.unit import Frame, Unit

    Loop = Callable[[Frame, Any], None]


def first_iterator(ctx: Context, node: Comprehension, closure: Expr) -> Expr:
    """The closure that gives the iterator of the first iterable, in the enclosing scope."""
    generator = node.generators[0]
    if generator.is_async:
        return ctx.place(async_iterator(generator, closure), places.iteration(generator.iter, node))
    make = iter
    return ctx.place(lambda frame: make(closure(frame)), places.iteration(generator.iter, node))


def async_iterator(generator: ast.comprehension, closure: Expr) -> Expr:
    """What ``async for`` in a comprehension iterates over.  CPython has made a tuple of a list that nobody else sees."""
    make = late("minicoro.runtime.awaiting", "async_iterator")
    if not isinstance(generator.iter, ast.List) or any([isinstance(each, ast.Starred) for each in generator.iter.elts]):
        return lambda frame: make(closure(frame))
    freeze = tuple
    return lambda frame: make(freeze(closure(frame)))


def _operands(node: Comprehension) -> list[ast.expr]:
    return [node.generators[0].iter]


def comprehension(ctx: Context, node: Any, closures: list[Expr]) -> Expr:
    """The closure of a comprehension that does not suspend; of a generator expression, always."""
    scope = ctx.scope.child(node)
    start = first_iterator(ctx, node, closures[0])
    if scope.inlined:
        return ctx.place(_inlined(ctx, node, scope, start), node)
    function = make_function(comprehension_unit(ctx, node, scope))
    return ctx.place(_call_function(function, start), node)


def _call_function(function: Any, start: Expr) -> Expr:
    def run(frame: Frame) -> Any:
        make = function(frame, None, None, None)
        return make(start(frame))

    return run


for _kind in (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp):
    meaning(_kind, _operands)(comprehension)


def comprehension_unit(ctx: Context, node: Comprehension, scope: Scope) -> Unit:
    """The unit of a comprehension with a frame of its own.  Rule: stop-iteration/comprehension"""

    def states(inner: Context) -> Any:
        comprehension_machine = late("minicoro.oldlower.machines", "comprehension_machine")

        return comprehension_machine(inner, node)

    return make_unit(
        ctx.program,
        scope,
        ctx.globals,
        kind_of(scope, UnitKind.EXPRESSION),
        node.lineno,
        lambda inner: build(inner, node, lambda frame: frame[FIRST]),
        states,
        Parameters((FIRST,)),
    )


def _inlined(ctx: Context, node: Comprehension, scope: Scope, start: Expr) -> Expr:
    if not scope.isolated:
        return build(ctx.inlined(scope), node, start)
    first = INLINED_FIRST
    run = build(ctx.inlined(scope), node, lambda frame: frame.pop(first))
    enter, leave = isolation(scope)

    def isolated(frame: Frame) -> Any:
        iterator = start(frame)
        kept = enter(frame)
        frame[first] = iterator
        del iterator
        try:
            return run(frame)
        finally:
            leave(frame, kept)

    return isolated


if TYPE_CHECKING:
    Kept = dict[str, Any]
    """What the variables of an inlined comprehension were outside of it."""


def isolation(scope: Scope) -> tuple[Callable[[Frame], Kept], Callable[[Frame, Kept], None]]:
    """What puts the comprehension's variables away before it runs in the frame, and back after it."""
    names = scope.isolated
    cells = [name for name in names if scope.resolve_mangled(name) is Where.CELL]

    def enter(frame: Frame) -> Kept:
        kept = {name: frame.pop(name, _MISSING) for name in names}
        for name in cells:
            frame[name] = CellType()
        return kept

    def leave(frame: Frame, kept: Kept) -> None:
        for name, value in kept.items():
            if value is _MISSING:
                frame.pop(name, None)
            else:
                frame[name] = value

    return enter, leave


def build(ctx: Context, node: Comprehension, start: Expr) -> Expr:
    """The closure that runs the loops over ``start`` and gives the collection.  Rule: comprehension/order"""
    run = _loops(ctx, node, start, _adder(ctx, node))
    if isinstance(node, ast.DictComp):
        return _collect(dict, run, lambda result: result.__setitem__)
    if isinstance(node, ast.SetComp):
        return _collect(set, run, lambda result: result.add)
    plain = _plain_list(ctx, node, start)
    if plain is not None:
        return ctx.place(plain, places.iteration(node.generators[0].iter, node))
    return _collect(list, run, lambda result: result.append)


def _collect(make: Callable[[], Any], run: Loop, adder: Callable[[Any], Any]) -> Expr:
    def collect(frame: Frame) -> Any:
        result = make()
        run(frame, adder(result))
        return result

    return collect


def _plain_list(ctx: Context, node: Comprehension, start: Expr) -> Expr | None:
    """``[item for name in iterable]``, the commonest form, as the host's own."""
    generator = node.generators[0]
    target = generator.target
    if len(node.generators) > 1 or not isinstance(target, ast.Name) or not isinstance(node, ast.ListComp):
        return None
    if ctx.scope.resolve(target.id) is not Where.LOCAL:
        return None
    item, name = lower(ctx, node.elt), ctx.scope.mangle(target.id)
    if not generator.ifs:
        return ctx.place(lambda frame: [item(frame) for frame[name] in start(frame)], generator.iter)
    if len(generator.ifs) > 1:
        return None
    test = truth(ctx, generator.ifs[0], node)
    return ctx.place(lambda frame: [item(frame) for frame[name] in start(frame) if test(frame)], generator.iter)


def _adder(ctx: Context, node: Comprehension) -> Loop:
    """Evaluates one item and adds it to the collection."""
    if isinstance(node, ast.DictComp):
        key, value = lower(ctx, node.key), lower(ctx, node.value)

        def add_pair(frame: Frame, add: Any) -> None:
            k = key(frame)
            add(k, value(frame))

        return ctx.place_at(add_pair, places.item(node), None, SILENT)
    item = lower(ctx, node.elt)
    return ctx.place_at(lambda frame, add: add(item(frame)), places.item(node), None, SILENT)


def _loops(ctx: Context, node: Comprehension, start: Expr, inner: Loop) -> Loop:
    for index, generator in reversed(list(enumerate(node.generators))):
        values = start if index == 0 else lower(ctx, generator.iter)
        place = places.iteration(generator.iter, node)
        for test in reversed([truth(ctx, test, node) for test in generator.ifs]):
            inner = _guarded(test, inner)
        inner = ctx.place(_loop(targets.store(ctx, generator.target), values, inner), place)
    return inner


def _guarded(test: Expr, inner: Loop) -> Loop:
    def guarded(frame: Frame, add: Any) -> None:
        if test(frame):
            inner(frame, add)

    return guarded


def _loop(bind: Store, values: Expr, inner: Loop) -> Loop:
    def loop(frame: Frame, add: Any) -> None:
        for item in values(frame):
            bind(frame, item)
            del item
            inner(frame, add)

    return loop


silent("_loop.<locals>.loop", "_plain_list.<locals>.<lambda>")
loops("_loop.<locals>.loop", "_plain_list.<locals>.<lambda>", "_plain_list.<locals>.<lambda>.<locals>.<listcomp>")
