"""``co_names``: the names that a code object uses otherwise than as variables of a frame.

They are globals, names of modules and class bodies, attributes and what is imported, in the order of first use.
"""

from __future__ import annotations

from minicoro.oldlower.suspension import parts_in_frame
from minicoro.oldsyntax import nodes as ast
from minicoro.oldsyntax.scope_model import Where

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from minicoro.oldsyntax.scope_model import Scope

_NAMED = (Where.GLOBAL, Where.GLOBAL_IMPLICIT, Where.NAME)
_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


def code_names(scope: Scope, nodes: Sequence[ast.AST]) -> tuple[str, ...]:
    """The names that ``nodes`` use in the frame of ``scope``, each once."""
    found: dict[str, None] = {}
    pending: list[tuple[ast.AST, bool]] = [(node, False) for node in reversed(nodes)]
    while pending:
        node, done = pending.pop()
        if done:
            found.update(dict.fromkeys(_used_by(scope, node)))
        else:
            pending.append((node, True))
            pending.extend([(part, False) for part in reversed(_parts(scope, node))])
    return tuple(found)


def _parts(scope: Scope, node: ast.AST) -> list[ast.AST]:
    """What of ``node`` is evaluated in the frame, as nearly in order as names need it."""
    if isinstance(node, ast.Assign):
        return [node.value, *node.targets]
    if isinstance(node, ast.For | ast.AsyncFor):
        return [node.iter, node.target, *node.body, *node.orelse]
    if isinstance(node, _COMPREHENSIONS):
        inner = scope.roles.get((id(node), ""))
        if inner is None or not inner.inlined:
            return [node.generators[0].iter]
        return list(reversed(ast.iter_child_nodes(node)))
    return parts_in_frame(node)


def _used_by(scope: Scope, node: ast.AST) -> list[str]:
    """The names that ``node`` itself uses."""
    if isinstance(node, ast.Attribute):
        return [scope.mangle(node.attr)]
    if isinstance(node, ast.Import):
        names = [(alias.name, alias.asname or alias.name.partition(".")[0]) for alias in node.names]
        return [used for name, bound in names for used in (name, *_if_named(scope, bound))]
    if isinstance(node, ast.ImportFrom):
        imported = [(alias.name, alias.asname or alias.name) for alias in node.names if alias.name != "*"]
        return [node.module or "", *[used for name, bound in imported for used in (name, *_if_named(scope, bound))]]
    if isinstance(node, ast.Name):
        return _if_named(scope, node.id)
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return _if_named(scope, node.name)
    return []


def _if_named(scope: Scope, name: str) -> list[str]:
    return [scope.mangle(name)] if scope.resolve(name) in _NAMED else []
