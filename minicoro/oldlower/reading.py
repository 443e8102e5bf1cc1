"""Which variables a stretch of source reads and binds: for those who ask what is alive at a suspension."""

from __future__ import annotations

from minicoro.oldsyntax import nodes as ast

_LOOPS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
_DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
_COMPOUND = (ast.If, ast.For, ast.AsyncFor, ast.While, ast.Try, ast.TryStar, ast.With, ast.AsyncWith, ast.Match)


class Reading:
    """The answers for one machine; what `done` was told of has been evaluated by an earlier step."""

    def __init__(self) -> None:
        self._done: set[int] = set()

    def done(self, node: ast.AST) -> None:
        self._done.add(id(node))

    def of(self, node: ast.AST) -> tuple[frozenset[str], frozenset[str]]:
        """What running ``node`` may read, and what it binds or unbinds for certain."""
        reads: set[str] = set()
        binds: set[str] = set()
        self._walk(node, node, reads, binds)
        if isinstance(node, _COMPOUND):
            binds = set()
        return frozenset(reads), frozenset(binds)

    def _walk(self, node: ast.AST, root: ast.AST, reads: set[str], binds: set[str]) -> None:
        if node is not root and id(node) in self._done:
            return
        if isinstance(node, ast.Name):
            (reads if isinstance(node.ctx, ast.Load) else binds).add(node.id)
        elif isinstance(node, _DEFINITIONS) or (isinstance(node, ast.MatchAs | ast.MatchStar) and node.name):
            binds.add(node.name or "")
        elif isinstance(node, ast.MatchMapping) and node.rest is not None:
            binds.add(node.rest)
        elif isinstance(node, ast.alias):
            binds.add((node.asname or node.name).split(".")[0])
        if isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Name):
            reads.add(node.target.id)
        inner: set[str] = set()
        for part in ast.iter_child_nodes(node):
            if isinstance(part, ast.stmt) and not isinstance(node, _COMPOUND):
                continue  # the body of a definition: what it captures is in cells
            self._walk(part, root, reads, inner)
        if isinstance(node, _LOOPS):
            reads -= inner
        elif not isinstance(node, ast.BoolOp | ast.IfExp | ast.Lambda | ast.NamedExpr):
            binds |= inner
