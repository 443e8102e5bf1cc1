"""Closures specialised by shape: operands that are local variables or constants are read in place.

``a + 1`` as three closures costs three calls; as one closure, made from the text ``frame[a0] + a1``, it costs one.
The text is compiled once for each operation and shape and then filled with names and values, so there are as many
templates as there are shapes in use, not as many as there are expressions.  A variable that is not bound shows
as a KeyError of the frame itself: then the plain closure of its name raises the right error at the right place.

`--reference` leaves all this out: every node is its own closure.  Nothing else may change.
"""

from __future__ import annotations

from minicoro.oldlower import names, places
from minicoro.oldlower.entries import entry_line
from minicoro.oldsyntax import nodes as ast
from minicoro.oldsyntax.scope_model import Where
from minicoro.records import NamedTuple
from minicoro.remembering import remembered
from minicoro.runtime.caller_names import CALLER_SENSITIVE
from minicoro.runtime.positions import span_of
from minicoro.runtime.state import SHARED
from minicoro.runtime.status import Status

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from minicoro.oldlower.context import Context
    from minicoro.oldlower.names import Expr
    from minicoro.runtime.positions import Span
    from minicoro.runtime.unit import Frame

LOCAL, CONSTANT, OTHER = "LKE"


class Operand(NamedTuple):
    """One operand: its shape, what fills the template (a name, a value or a closure), and its node."""

    shape: str
    filling: Any
    node: ast.expr


BINARY = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.MatMult: "@",
    ast.Div: "/",
    ast.FloorDiv: "//",
    ast.Mod: "%",
    ast.Pow: "**",
    ast.LShift: "<<",
    ast.RShift: ">>",
    ast.BitAnd: "&",
    ast.BitOr: "|",
    ast.BitXor: "^",
}

COMPARE = {
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Is: "is",
    ast.IsNot: "is not",
    ast.In: "in",
    ast.NotIn: "not in",
}

KINDS = frozenset({ast.Compare, ast.Subscript, ast.Attribute, ast.UnaryOp, ast.Call})
"""The kinds of expression that have templates, besides the binary operations."""

RETURN = "return {}"
COMPLETE = "return ({},)"
EVALUATE = "{}"
STORE = "frame[target] = {}"
GIVE = "o.value = {}; o.state = index; o.status = suspended; return -1"
FINISH = "o.value = {}; o.status = closed; return -1"
CHOOSE = "return then if {} else otherwise"

_HEADS = {
    GIVE: ("index, suspended = target", "o, frame"),
    FINISH: ("(closed,) = target", "o, frame"),
    CHOOSE: ("then, otherwise = target", "o, frame"),
}
"""Of those that leave a state of a machine: what they take apart when they are made, and their parameters."""

_READ = {LOCAL: "frame[a{0}]", CONSTANT: "a{0}", OTHER: "a{0}(frame)"}
_MOST_ARGUMENTS = 4


def text_of(node: ast.expr) -> tuple[str, list[ast.expr]] | None:
    """The operation as text with a hole for each operand, and the operands; None for a kind that has no template."""
    if isinstance(node, ast.BinOp):
        return f"{{}} {BINARY[type(node.op)]} {{}}", [node.left, node.right]
    if isinstance(node, ast.Compare) and len(node.ops) == 1:
        return f"{{}} {COMPARE[type(node.ops[0])]} {{}}", [node.left, node.comparators[0]]
    if isinstance(node, ast.Subscript) and not isinstance(node.slice, ast.Slice):
        return "{}[{}]", [node.value, node.slice]
    if isinstance(node, ast.Attribute):
        return "{}.ATTRIBUTE", [node.value]
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        return "not {}", [node.operand]
    if isinstance(node, ast.Call) and not node.keywords and len(node.args) <= _MOST_ARGUMENTS:
        if any([isinstance(argument, ast.Starred) for argument in node.args]) or spelled(node.func) in CALLER_SENSITIVE:
            return None
        return "{}(" + ", ".join(["{}"] * len(node.args)) + ")", [node.func, *node.args]
    return None


def spelled(callee: ast.expr) -> str:
    """The name that a callee is written with."""
    if isinstance(callee, ast.Name):
        return callee.id
    return callee.attr if isinstance(callee, ast.Attribute) else ""


def operand(ctx: Context, node: ast.expr, lower: Callable[[Context, ast.expr], Expr]) -> Operand:
    """An operand in its shape."""
    shape = shape_of(ctx, node)
    if shape == CONSTANT:
        return Operand(CONSTANT, ctx.program.merged(node.value), node)  # type: ignore[attr-defined]
    if shape == LOCAL:
        return Operand(LOCAL, ctx.scope.mangle(node.id), node)  # type: ignore[attr-defined]
    return Operand(OTHER, lower(ctx, node), node)


def shape_of(ctx: Context, node: ast.expr) -> str:
    """The shape of an operand, before anything is lowered."""
    if isinstance(node, ast.Constant):
        return CONSTANT
    is_local = isinstance(node, ast.Name) and ctx.scope.resolve(node.id) is Where.LOCAL
    return LOCAL if is_local else OTHER


def shaped(
    ctx: Context,
    node: ast.expr,
    lower: Callable[[Context, ast.expr], Expr],
    use: str = RETURN,
    target: str | None = None,
) -> Callable[[Frame], Any] | None:
    """The specialised closure of an expression; None if it has no template or nothing to specialise.

    use: what is done with the value, RETURN, COMPLETE, EVALUATE, or STORE into the variable ``target``.
    """
    if SHARED.reference:
        return None
    found = text_of(node)
    if found is None:
        return None
    text, nodes = found
    if use is RETURN and all([shape_of(ctx, part) == OTHER for part in nodes]):
        return None
    if not _on_one_line(ctx, node, nodes):
        return None
    operands = [operand(ctx, part, lower) for part in nodes]
    return _closure(ctx, node, text, operands, use, target)


def _on_one_line(ctx: Context, node: ast.expr, nodes: list[ast.expr]) -> bool:
    """Whether all that is read in place stands on one line: what stands on another is seen on its own by a tracer."""
    if node.lineno == node.end_lineno:
        return True
    return not any([part.lineno != node.lineno and shape_of(ctx, part) != OTHER for part in nodes])


def binary(ctx: Context, node: ast.BinOp, left: Expr, lower: Callable[[Context, ast.expr], Expr]) -> Expr | None:
    """The specialised closure of an operation whose left side has been lowered; None if nothing is to specialise."""
    if SHARED.reference or shape_of(ctx, node.right) == OTHER or node.right.lineno != node.lineno:
        return None
    operands = [Operand(OTHER, left, node.left), operand(ctx, node.right, lower)]
    return _closure(ctx, node, f"{{}} {BINARY[type(node.op)]} {{}}", operands, RETURN, None)


def _closure(
    ctx: Context, node: ast.expr, text: str, operands: list[Operand], use: str, target: str | None
) -> Callable[[Frame], Any]:
    shapes = "".join([each.shape for each in operands])
    make = _template(text, shapes, use)
    run = make(*[each.filling for each in operands], target, KeyError, _unbound(ctx, operands))
    if isinstance(node, ast.Attribute):
        return ctx.place_at(run, places.attribute(node), ctx.scope.mangle(node.attr), entry_line(node))
    span = places.call(node, ctx.program.imported) if isinstance(node, ast.Call) else span_of(node)
    return ctx.place_at(run, span, None, entry_line(node))


def augmented(ctx: Context, node: ast.AugAssign, lower: Callable[[Context, ast.expr], Expr]) -> Any:
    """The specialised closure of an augmented assignment to a local variable; None if the target is none."""
    target = node.target
    if SHARED.reference or node.lineno != node.end_lineno or not isinstance(target, ast.Name):
        return None
    if ctx.scope.resolve(target.id) is not Where.LOCAL:
        return None
    operands = [
        Operand(LOCAL, ctx.scope.mangle(target.id), ast.copy_location(ast.Name(target.id), target)),
        operand(ctx, node.value, lower),
    ]
    shapes = "".join([each.shape for each in operands])
    make = _template(f"{{}} {BINARY[type(node.op)]}= {{}}", shapes, "in place")
    run = make(*[each.filling for each in operands], operands[0].filling, KeyError, _unbound(ctx, operands))
    return ctx.place(run, node)


def giving(
    ctx: Context, value: ast.expr | None, node: ast.expr, lower: Callable[[Context, ast.expr], Expr]
) -> Callable[[int], Any] | None:
    """What makes, of the number of its state, the closure that evaluates what ``node`` hands out and suspends.

    None if there is nothing to specialise.
    """
    if value is not None:
        return _leaving(ctx, value, lower, GIVE, (Status.SUSPENDED,))
    parts = ("{}", [Operand(CONSTANT, None, ast.Constant(None))], node)
    return None if SHARED.reference else _maker(ctx, parts, GIVE, (Status.SUSPENDED,))


def returning(ctx: Context, value: ast.expr, lower: Callable[[Context, ast.expr], Expr]) -> Callable[..., int] | None:
    """The closure that evaluates what is returned and ends the object; None as for `giving`."""
    make = _leaving(ctx, value, lower, FINISH, (Status.CLOSED,))
    return None if make is None else make()


def choosing(
    ctx: Context, test: ast.expr, place: Span, lower: Callable[[Context, ast.expr], Expr]
) -> Callable[[int, int], Any] | None:
    """What makes, of the numbers of two states, the closure that tests and chooses; None as for `giving`.

    place: where the truth is asked, which must be where the test stands.
    """
    if place != span_of(test) or not isinstance(test, ast.Compare | ast.Name | ast.Constant):
        return None
    return _leaving(ctx, test, lower, CHOOSE, ())


def _leaving(
    ctx: Context, node: ast.expr, lower: Callable[[Context, ast.expr], Expr], use: str, more: tuple[Any, ...]
) -> Callable[..., Any] | None:
    """The maker of a closure that evaluates ``node`` and leaves the state."""
    if SHARED.reference:
        return None
    found = ("{}", [node]) if shape_of(ctx, node) != OTHER else text_of(node)
    if found is None or isinstance(node, ast.Attribute | ast.Call) or not _on_one_line(ctx, node, found[1]):
        return None  # an attribute or a call stands elsewhere than its node begins
    if isinstance(found[1][0], ast.BinOp):
        return None  # one of many, perhaps, which are lowered in a loop
    maker: Callable[..., Any] = _maker(
        ctx, (found[0], [operand(ctx, part, lower) for part in found[1]], node), use, more
    )
    return maker


def _maker(ctx: Context, parts: tuple[str, list[Operand], ast.expr], use: str, more: tuple[Any, ...]) -> Any:
    text, operands, node = parts
    make = _template(text, "".join([each.shape for each in operands]), use)
    fillings, unbound = [each.filling for each in operands], _unbound(ctx, operands)
    span, entry = span_of(node), entry_line(node)

    def closure(*numbers: int) -> Callable[..., int]:
        return ctx.place_at(make(*fillings, (*numbers, *more), KeyError, unbound), span, None, entry)

    return closure


@remembered(at_most=1024)
def _template(text: str, shapes: str, use: str) -> Callable[..., Callable[[Frame], Any]]:
    """A maker of closures: takes the operands' fillings, the target, KeyError and the finder of unbound names."""
    holes = [_READ[shape].format(index) for index, shape in enumerate(shapes)]
    parameters = ", ".join([f"a{index}" for index in range(len(shapes))])
    if use == "in place":
        read, operation = holes[0], text.format("value", *holes[1:])
        lines = [f"value = {read}", operation, "frame[target] = value"]
    else:
        lines = use.format(text.format(*holes)).split("; ")
    body = [f"   {line}" for line in lines]
    if LOCAL in shapes:
        body = [f"    {line.strip()}" for line in body]
        body = ["   try:", *body, *_ON_MISSING]
    first, parameter = _HEADS.get(use, ("", "frame"))
    source = [f"def make({parameters}, target, absent, unbound):", f"  {first}", f"  def run({parameter}):", *body]
    source.append("  return run")
    namespace: dict[str, Any] = {}
    exec(compile("\n".join(source), __file__, "exec", dont_inherit=True), namespace)
    made: Callable[..., Callable[[Frame], Any]] = namespace["make"]
    return made


_ON_MISSING = [
    "   except absent as error:",
    "    load = unbound(frame, error)",
    "    if load is None: raise",
    "   else: return",
    "   return load(frame)",
]


def _unbound(ctx: Context, operands: list[Operand]) -> Callable[[Frame, BaseException], Expr | None]:
    """Finds the variable whose absence raised a KeyError: gives the closure that says so, None for another error.

    The error is the frame's own if it was raised in the closure itself and a variable is indeed missing: an
    operation is only tried once all its operands have been read.
    """
    local = [(each.filling, each.node) for each in operands if each.shape == LOCAL]

    def unbound(frame: Frame, error: BaseException) -> Expr | None:
        traceback = error.__traceback__
        if traceback is not None and traceback.tb_next is not None:
            return None
        for name, node in local:
            if name not in frame:
                assert isinstance(node, ast.Name)
                return names.load(ctx, node, node.id)
        return None

    return unbound
