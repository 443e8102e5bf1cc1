"""Operators: one line each, so that the host's own operator does the work and words the errors."""

from __future__ import annotations

from minicoro.oldsyntax import nodes as ast

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from minicoro.oldlower.names import Expr

    Binary = Callable[[Expr, Expr], Expr]

BINARY: dict[type[ast.operator], Binary] = {
    ast.Add: lambda a, b: lambda frame: a(frame) + b(frame),
    ast.Sub: lambda a, b: lambda frame: a(frame) - b(frame),
    ast.Mult: lambda a, b: lambda frame: a(frame) * b(frame),
    ast.MatMult: lambda a, b: lambda frame: a(frame) @ b(frame),
    ast.Div: lambda a, b: lambda frame: a(frame) / b(frame),
    ast.FloorDiv: lambda a, b: lambda frame: a(frame) // b(frame),
    ast.Mod: lambda a, b: lambda frame: a(frame) % b(frame),
    ast.Pow: lambda a, b: lambda frame: a(frame) ** b(frame),
    ast.LShift: lambda a, b: lambda frame: a(frame) << b(frame),
    ast.RShift: lambda a, b: lambda frame: a(frame) >> b(frame),
    ast.BitAnd: lambda a, b: lambda frame: a(frame) & b(frame),
    ast.BitOr: lambda a, b: lambda frame: a(frame) | b(frame),
    ast.BitXor: lambda a, b: lambda frame: a(frame) ^ b(frame),
}


def _add(a: Expr, b: Expr) -> Expr:
    def run(frame):  # type: ignore[no-untyped-def]
        x = a(frame)
        x += b(frame)
        return x

    return run


def _sub(a: Expr, b: Expr) -> Expr:
    def run(frame):  # type: ignore[no-untyped-def]
        x = a(frame)
        x -= b(frame)
        return x

    return run


def _mult(a: Expr, b: Expr) -> Expr:
    def run(frame):  # type: ignore[no-untyped-def]
        x = a(frame)
        x *= b(frame)
        return x

    return run


def _matmult(a: Expr, b: Expr) -> Expr:
    def run(frame):  # type: ignore[no-untyped-def]
        x = a(frame)
        x @= b(frame)
        return x

    return run


def _div(a: Expr, b: Expr) -> Expr:
    def run(frame):  # type: ignore[no-untyped-def]
        x = a(frame)
        x /= b(frame)
        return x

    return run


def _floordiv(a: Expr, b: Expr) -> Expr:
    def run(frame):  # type: ignore[no-untyped-def]
        x = a(frame)
        x //= b(frame)
        return x

    return run


def _mod(a: Expr, b: Expr) -> Expr:
    def run(frame):  # type: ignore[no-untyped-def]
        x = a(frame)
        x %= b(frame)
        return x

    return run


def _pow(a: Expr, b: Expr) -> Expr:
    def run(frame):  # type: ignore[no-untyped-def]
        x = a(frame)
        x **= b(frame)
        return x

    return run


def _lshift(a: Expr, b: Expr) -> Expr:
    def run(frame):  # type: ignore[no-untyped-def]
        x = a(frame)
        x <<= b(frame)
        return x

    return run


def _rshift(a: Expr, b: Expr) -> Expr:
    def run(frame):  # type: ignore[no-untyped-def]
        x = a(frame)
        x >>= b(frame)
        return x

    return run


def _bitand(a: Expr, b: Expr) -> Expr:
    def run(frame):  # type: ignore[no-untyped-def]
        x = a(frame)
        x &= b(frame)
        return x

    return run


def _bitor(a: Expr, b: Expr) -> Expr:
    def run(frame):  # type: ignore[no-untyped-def]
        x = a(frame)
        x |= b(frame)
        return x

    return run


def _bitxor(a: Expr, b: Expr) -> Expr:
    def run(frame):  # type: ignore[no-untyped-def]
        x = a(frame)
        x ^= b(frame)
        return x

    return run


IN_PLACE: dict[type[ast.operator], Binary] = {
    ast.Add: _add,
    ast.Sub: _sub,
    ast.Mult: _mult,
    ast.MatMult: _matmult,
    ast.Div: _div,
    ast.FloorDiv: _floordiv,
    ast.Mod: _mod,
    ast.Pow: _pow,
    ast.LShift: _lshift,
    ast.RShift: _rshift,
    ast.BitAnd: _bitand,
    ast.BitOr: _bitor,
    ast.BitXor: _bitxor,
}

SYMBOLS: dict[type[ast.cmpop], str] = {
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

COMPARE: dict[type[ast.cmpop], Binary] = {
    ast.Eq: lambda a, b: lambda frame: a(frame) == b(frame),
    ast.NotEq: lambda a, b: lambda frame: a(frame) != b(frame),
    ast.Lt: lambda a, b: lambda frame: a(frame) < b(frame),
    ast.LtE: lambda a, b: lambda frame: a(frame) <= b(frame),
    ast.Gt: lambda a, b: lambda frame: a(frame) > b(frame),
    ast.GtE: lambda a, b: lambda frame: a(frame) >= b(frame),
    ast.Is: lambda a, b: lambda frame: a(frame) is b(frame),
    ast.IsNot: lambda a, b: lambda frame: a(frame) is not b(frame),
    ast.In: lambda a, b: lambda frame: a(frame) in b(frame),
    ast.NotIn: lambda a, b: lambda frame: a(frame) not in b(frame),
}

UNARY: dict[type[ast.unaryop], Callable[[Expr], Expr]] = {
    ast.Invert: lambda a: lambda frame: ~a(frame),
    ast.Not: lambda a: lambda frame: not a(frame),
    ast.UAdd: lambda a: lambda frame: +a(frame),
    ast.USub: lambda a: lambda frame: -a(frame),
}
