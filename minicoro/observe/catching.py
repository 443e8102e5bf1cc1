"""Find handlers that may swallow a cancellation, in the source of functions that have run."""

import ast
import builtins
import sys
from typing import Any

from minicoro.observe.source import clause_for_cancellation, names_in, nodes_of, text_of
from minicoro.observe.values import is_one

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)
_SUSPENDS = (ast.Await, ast.AsyncFor, ast.AsyncWith)
_LOOPS = (ast.While, ast.For, ast.AsyncFor)


_DECIDED = (
    ast.Compare,
    ast.BoolOp,
    ast.UnaryOp,
    ast.Name,
    ast.Constant,
    ast.expr_context,
    ast.cmpop,
    ast.boolop,
    ast.unaryop,
)
_PLAIN = (bool, int, float, str, bytes, type(None))


def would_swallow(filename: str, line: int) -> list[int]:
    """The lines of such ``except`` clauses in the coroutine function whose definition begins at ``line``.

    A clause counts if it catches every exception around an ``await`` inside of a loop, and can end without ``raise``,
    ``return`` or ``break``: then the loop continues after a cancellation.  A clause after an ``except CancelledError`` does not
    get it.  An ``if`` that tests a switch in the module's variables, such as ``if DEBUG:``, is decided by the current value of
    the switch.
    """
    found = []
    names = _variables(filename)
    for node in nodes_of(text_of(filename)):
        if isinstance(node, ast.AsyncFunctionDef) and _first_line(node) == line:
            for loop in [each for each in _inside(node) if isinstance(each, _LOOPS)]:
                for each in _inside(loop):
                    if isinstance(each, ast.Try) and any([isinstance(one, _SUSPENDS) for one in _in_body(each)]):
                        clause = clause_for_cancellation(each)
                        if clause is not None and _catches_all(clause) and _goes_on(clause.body, names, clause.name):
                            found.append(clause.lineno)
    return sorted(set(found))


def _first_line(node: ast.AsyncFunctionDef) -> int:
    return min([node.lineno, *[each.lineno for each in node.decorator_list]])


def _inside(node: ast.AST) -> list[ast.AST]:
    """The nodes inside of a function or statement, without the content of inner functions and classes."""
    found: list[ast.AST] = []
    waiting = list(ast.iter_child_nodes(node))
    while waiting:
        each = waiting.pop()
        found.append(each)
        if not isinstance(each, _FUNCTIONS):
            waiting += ast.iter_child_nodes(each)
    return found


def _in_body(node: ast.Try) -> list[ast.AST]:
    return [*node.body, *[each for statement in node.body for each in _inside(statement)]]


def _catches_all(clause: ast.ExceptHandler) -> bool:
    return clause.type is None or "BaseException" in names_in(clause.type)


def _goes_on(body: list[ast.stmt], names: dict[str, Any], error: str | None) -> bool:
    """Whether the program may reach the end of these statements, or a ``continue``, with CancelledError in variable ``error``."""
    for statement in body:
        if isinstance(statement, ast.Raise | ast.Return | ast.Break) or _ends_process(statement):
            return False
        if isinstance(statement, ast.If):
            stands = _is_of_cancelling(statement.test, error)
            stands = _decided(statement.test, names) if stands is None else stands
            ways = [statement.body] * (stands is not False) + [statement.orelse] * (stands is not True)
            if not any([_goes_on(way, names, error) for way in ways]):
                return False
        if isinstance(statement, ast.With | ast.AsyncWith) and not _goes_on(statement.body, names, error):
            return False
    return True


def _ends_process(statement: ast.stmt) -> bool:
    call = statement.value if isinstance(statement, ast.Expr) else None
    return isinstance(call, ast.Call) and ast.unparse(call.func) in ("sys.exit", "os._exit", "exit", "quit")


def _is_of_cancelling(test: ast.expr, error: str | None) -> bool | None:
    """The value of a condition that asks for a cancellation, when there is one; None for any other condition.

    It asks for the type of the exception in variable ``error``, or calls ``cancelling()``.
    """
    if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
        inside = _is_of_cancelling(test.operand, error)
        return None if inside is None else not inside
    if isinstance(test, ast.BoolOp):
        parts = [_is_of_cancelling(part, error) for part in test.values]
        decides = isinstance(test.op, ast.Or)
        return decides if decides in parts else None if None in parts else not decides
    if isinstance(test, ast.Compare) and isinstance(test.left, ast.Call) and isinstance(test.ops[0], ast.Is | ast.Eq):
        if ast.unparse(test.left) == f"type({error})":
            return _takes_cancellation(test.comparators[0])
    if not isinstance(test, ast.Call):
        return None
    if isinstance(test.func, ast.Attribute):
        return True if test.func.attr == "cancelling" else None
    is_type = isinstance(test.func, ast.Name) and test.func.id == "isinstance" and len(test.args) == 2
    return _takes_cancellation(test.args[1]) if is_type and ast.unparse(test.args[0]) == error else None


def _takes_cancellation(kinds: ast.expr) -> bool | None:
    """Whether CancelledError is of one of these types; None: a type is not known."""
    each = kinds.elts if isinstance(kinds, ast.Tuple) else [kinds]
    named = [ast.unparse(kind).rpartition(".")[2] for kind in each]
    if "CancelledError" in named or "BaseException" in named:
        return True
    return False if all([isinstance(getattr(builtins, name, None), type) for name in named]) else None


def _variables(filename: str) -> dict[str, Any]:
    """The variables of a file's module."""
    for module in list(sys.modules.values()):
        names = getattr(module, "__dict__", {})
        if names.get("__file__") == filename:
            return names
    return {}


def _decided(test: ast.expr, names: dict[str, Any]) -> bool | None:
    """The value of a condition that tests only plain values of the module; None for any other condition."""
    used = [node.id for node in ast.walk(test) if isinstance(node, ast.Name)]
    is_simple = all([isinstance(node, _DECIDED) for node in ast.walk(test)])
    if not is_simple or not all([name in names and _is_plain(names[name]) for name in used]):
        return None
    try:
        return bool(eval(compile(ast.Expression(test), "<condition>", "eval"), {name: names[name] for name in used}))
    except TypeError:  # such as an order of values of two types
        return None


def _is_plain(value: Any) -> bool:
    """Whether comparing a value runs no code of the program."""
    if is_one(type(value), (set, frozenset, list, tuple, dict)):
        return all([is_one(type(each), _PLAIN) for each in value])
    return is_one(type(value), _PLAIN)
