"""Handlers that may swallow a cancellation, found in the text of functions that have run."""

import ast
import linecache

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)
_SUSPENDS = (ast.Await, ast.AsyncFor, ast.AsyncWith)
_LOOPS = (ast.While, ast.For, ast.AsyncFor)


def would_swallow(filename: str, line: int) -> list[int]:
    """The lines of such ``except`` clauses in the coroutine function whose definition begins at ``line``.

    A clause counts if it catches everything around an ``await`` inside of a loop, and can go on without ``raise``, ``return`` or
    ``break``: the loop goes on after a cancellation.  One that stands behind an ``except CancelledError`` does not get it.
    """
    try:
        tree = ast.parse("".join(linecache.getlines(filename)))
    except (SyntaxError, ValueError):
        return []
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.AsyncFunctionDef) and _first_line(node) == line:
            for loop in [each for each in _inside(node) if isinstance(each, _LOOPS)]:
                for each in _inside(loop):
                    if isinstance(each, ast.Try) and any([isinstance(one, _SUSPENDS) for one in _in_body(each)]):
                        found += [clause.lineno for clause in _first_for_cancellation(each) if _goes_on(clause.body)]
    return sorted(set(found))


def _first_line(node: ast.AsyncFunctionDef) -> int:
    return min([node.lineno, *[each.lineno for each in node.decorator_list]])


def _inside(node: ast.AST) -> list[ast.AST]:
    """The nodes inside of a function or statement, without those of functions and classes inside of it."""
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


def _first_for_cancellation(node: ast.Try) -> list[ast.ExceptHandler]:
    """The clause that gets a CancelledError, if it is one that catches everything."""
    for clause in node.handlers:
        named = [] if clause.type is None else [ast.unparse(each) for each in ast.walk(clause.type)]
        if clause.type is None or "BaseException" in named:
            return [clause]
        if any([name.rpartition(".")[2] == "CancelledError" for name in named]):
            return []
    return []


def _goes_on(body: list[ast.stmt]) -> bool:
    """Whether the control may come to the end of these statements, or to a ``continue``."""
    for statement in body:
        if isinstance(statement, ast.Raise | ast.Return | ast.Break):
            return False
        if isinstance(statement, ast.If) and not _goes_on(statement.body) and not _goes_on(statement.orelse):
            return False
        if isinstance(statement, ast.With | ast.AsyncWith) and not _goes_on(statement.body):
            return False
    return True
