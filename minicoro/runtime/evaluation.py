"""From source text to a code object that runs through the interpreter: ``compile``, ``eval``, ``exec``."""

from __future__ import annotations
import __future__

from types import CodeType

from minicoro.late import late
from minicoro.oldlower.modules import code_of
from minicoro.oldsyntax import cache
from minicoro.oldsyntax import nodes as ast
from minicoro.oldsyntax.host import host_compile
from minicoro.oldsyntax.scopes import analyse
from minicoro.runtime.errors import fault

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from minicoro.runtime.unit import Unit

_FUTURES = 0
for _name in __future__.all_feature_names:
    _FUTURES |= getattr(__future__, _name).compiler_flag

ONLY_AST = ast.PyCF_ONLY_AST
_TYPE_COMMENTS = 0x1000  # ast.PyCF_TYPE_COMMENTS


def compile_source(source: Any, filename: str, mode: str, flags: int = 0) -> CodeType | ast.AST:
    """As the host's ``compile``, for text, bytes or a tree; the code object runs through the interpreter.

    Raises what the host's raises for bad text, with the same message and place.
    """
    given: str | bytes | None
    if isinstance(source, ast.AST):
        tree: Any = _checked_tree(source, filename, mode, flags)
        given = None
    else:
        given = _text(source)
        tree = _parsed(given, filename, mode, flags)
    if flags & ONLY_AST:
        return tree  # type: ignore[no-any-return]
    try:
        return _code(tree, given, filename, mode, flags | _futures_of(tree))
    except (SyntaxError, RecursionError, MemoryError, KeyboardInterrupt):
        raise
    except BaseException as error:
        fault(error, f"compiling {filename}")


def _refuse_too_deep(tree: ast.AST) -> None:
    late("minicoro.oldsyntax.depths", "refuse_too_deep")(tree, late("minicoro.runtime.depth", "room")())


def _parsed(source: str | bytes, filename: str, mode: str, flags: int) -> Any:
    if flags & _TYPE_COMMENTS:
        # Comments that count (PEP 484) are no part of our grammar, nor of the language: the host reads them.
        return compile(source, filename, mode, flags | ONLY_AST, dont_inherit=True)
    try:
        return late("minicoro.syntax", "parse")(source, filename, mode, flags=flags)
    except RecursionError:
        if not flags & ONLY_AST:
            compile(source, filename, mode, flags, dont_inherit=True)  # for its words, which name another step
        raise
    except Exception as error:
        mistaken = isinstance(
            error,
            AttributeError
            | LookupError
            | NameError
            | AssertionError
            | TypeError
            | late("minicoro.syntax", "GrammarFault"),
        )
        if mistaken or type(error).__module__.startswith("lark"):
            fault(error, f"parsing {filename}")
        raise


def _code(tree: Any, source: str | bytes | None, filename: str, mode: str, flags: int) -> CodeType:
    check = late("minicoro.oldsyntax.rules", "check")
    if source is not None:
        _refuse_too_deep(tree)
    scope = analyse(tree, filename, None, flags=flags)
    check(tree, scope, filename, source, flags)
    return code_of(tree, scope, filename, mode, flags & _FUTURES)


def compile_file(source: Any, filename: str) -> CodeType:
    """The code object of a module's text.  The tree of a file's bytes that were accepted before comes from the cache."""
    if not isinstance(source, bytes):
        code = compile_source(source, filename, "exec")
        assert isinstance(code, CodeType)
        return code
    tree: Any = cache.load(source)
    try:
        if tree is None:
            check = late("minicoro.oldsyntax.rules", "check")
            tree = _parsed(source, filename, "exec", 0)
            _refuse_too_deep(tree)
            scope = analyse(tree, filename, None, flags=_futures_of(tree))
            check(tree, scope, filename, source, _futures_of(tree))
            cache.keep(source, tree)
        else:
            host_compile(source, filename, "exec", dont_inherit=True)  # for the warnings, which the host words
            scope = analyse(tree, filename, None, flags=_futures_of(tree))
    except (AttributeError, LookupError, NameError, AssertionError, TypeError) as error:
        fault(error, f"compiling {filename}")
    return code_of(tree, scope, filename, "exec", _futures_of(tree))


def _text(source: Any) -> str | bytes:
    if isinstance(source, str | bytes):
        return source
    if isinstance(source, bytearray | memoryview):
        return bytes(source)
    raise TypeError("compile() arg 1 must be a string, bytes or AST object")


def _checked_tree(tree: ast.AST, filename: str, mode: str, flags: int) -> ast.AST:
    """The tree after the host has checked it (missing fields, wrong kinds of node, positions), with no field missing."""
    wanted = {"exec": ast.Module, "eval": ast.Expression, "single": ast.Interactive}.get(mode)
    if wanted is not None and not isinstance(tree, wanted):
        raise TypeError(f"expected {wanted.__name__} node, got {type(tree).__name__}")
    compile(tree, filename, mode, flags & ast.PyCF_ALLOW_TOP_LEVEL_AWAIT, dont_inherit=True)  # type: ignore[call-overload]
    if not any([_missing(node) for node in ast.walk(tree)]):
        return tree
    tree = late("copy", "deepcopy")(tree)  # the program's own stays as it is
    for node in ast.walk(tree):
        for field in _missing(node):
            setattr(node, field, [])
    return tree


def _missing(node: ast.AST) -> list[str]:
    """The fields that a program's node does not have: from 3.12 on the host takes a list that is missing for an empty one."""
    return [field for field in node._fields if not hasattr(node, field)]


def _futures_of(tree: ast.AST) -> int:
    flags = 0
    for node in getattr(tree, "body", []) if isinstance(tree, ast.Module | ast.Interactive) else []:
        if isinstance(node, ast.ImportFrom) and node.module == "__future__":
            for alias in node.names:
                feature = getattr(__future__, alias.name, None)
                flags |= getattr(feature, "compiler_flag", 0)
    return flags


def compile_for(unit: Unit, source: Any, filename: str, mode: str) -> Any:
    """Compile for ``eval`` or ``exec`` called in ``unit``, whose ``__future__`` imports hold."""
    if not isinstance(source, str | bytes | bytearray | memoryview):
        kind = "eval" if mode == "eval" else "exec"
        raise TypeError(f"{kind}() arg 1 must be a string, bytes or code object")
    return compile_source(source, filename, mode, unit.code.co_flags & _FUTURES)


def guest_compile(unit: Unit, *arguments: Any, **keywords: Any) -> Any:
    """``compile`` as called in ``unit``."""
    given = None
    try:
        given = _arguments(*arguments, **keywords)
    except TypeError:
        pass
    if given is None:
        return compile(*arguments, **keywords)  # which says in its own words what is missing
    return _guest_compile(unit, *given)


def _arguments(
    source: Any,
    filename: Any,
    mode: str,
    flags: int = 0,
    dont_inherit: bool = False,
    optimize: int = -1,
    *,
    _feature_version: int = -1,
) -> tuple[Any, str, str, int, bool, int, int]:
    return source, filename, mode, flags, dont_inherit, optimize, _feature_version


def _guest_compile(
    unit: Unit, source: Any, filename: Any, mode: str, flags: int, dont_inherit: bool, optimize: int, version: int
) -> Any:
    text = "() -> 0" if mode == "func_type" else "0"
    compile(text, filename, mode, flags, dont_inherit, optimize, _feature_version=version)  # the arguments
    filename = compile("0", filename, "eval", dont_inherit=True).co_filename
    optimized_tree = flags & getattr(ast, "PyCF_OPTIMIZED_AST", 0) & ~ONLY_AST
    if mode not in ("exec", "eval", "single") or optimized_tree or optimize not in (-1, 0) or version != -1:
        # What we do not do ourselves, and what is an error: the host says it.
        return compile(source, filename, mode, flags, dont_inherit, optimize, _feature_version=version)
    if not dont_inherit:
        flags |= unit.code.co_flags & _FUTURES
    return compile_source(source, filename, mode, flags)
