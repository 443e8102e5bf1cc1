"""Keyword arguments that are merged, and handed over, by the host's own instructions.

How often CPython hashes and compares keys, which exceptions of a mapping's own methods it takes for its errors and how it
words them has no counterpart that Python code could call: ``dict.update`` looks for no name given twice, and whoever
looks one up hashes it once more.  So ``DICT_MERGE`` itself does it.  And what has been merged goes to the callee as it
is: a call ``f(**keywords)`` would copy it, and compare its keys again.
"""

from __future__ import annotations

from opcode import opmap
from types import CodeType

from minicoro.runtime.positions import Span, line_table

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, TypeVar

    F = TypeVar("F", bound=Callable[..., Any])

_BELOW = 4  # values below the dict on the stack; errors name one of them, which one is the version's affair


def merge_keywords(result: dict[str, Any], mapping: object, callee: object) -> None:
    """Merge what ``**mapping`` gives into ``result``; errors name ``callee``.

    Rule: evaluation/double-star: any object with ``keys()``; no name twice.
    """


def _assemble() -> None:
    """Give `merge_keywords` its body, between the start that the host has compiled for it and its end."""
    code = merge_keywords.__code__
    entry = (code.co_code[::2].index(opmap["RESUME"]) + 1) << 1
    body: list[tuple[str, int]] = []
    body += [("LOAD_FAST", code.co_varnames.index("callee"))] * _BELOW
    body += [("LOAD_FAST", code.co_varnames.index("result")), ("LOAD_FAST", code.co_varnames.index("mapping"))]
    body += [("DICT_MERGE", 1), *[("POP_TOP", 0)] * (_BELOW + 1)]
    middle = bytes([byte for name, argument in body for byte in (opmap[name], argument)])
    bytecode = code.co_code[:entry] + middle + code.co_code[entry:]
    line = code.co_firstlineno
    merge_keywords.__code__ = code.replace(
        co_code=bytecode,
        co_stacksize=code.co_stacksize + _BELOW + 2,
        co_linetable=line_table(Span(line, line, 0, 0), line, len(bytecode) >> 1),
    )


_assemble()


def hands_over(maker: F) -> F:
    """Let the closures that ``maker`` makes hand over the dict itself in ``f(*args, **keywords)``, instead of a copy."""
    function: Any = maker
    constants = [_without_copy(it) if isinstance(it, CodeType) else it for it in function.__code__.co_consts]
    function.__code__ = function.__code__.replace(co_consts=tuple(constants))
    return maker


def _without_copy(code: CodeType) -> CodeType:
    """The instructions of a call, without those that make a dict and merge the given one into it."""
    bytecode = bytearray(code.co_code)
    for at in range(0, len(bytecode), 2):
        if bytes(bytecode[at : at + 2]) in _COPYING:
            bytecode[at : at + 2] = _NOTHING
    return code.replace(co_code=bytes(bytecode))


_COPYING = (bytes([opmap["BUILD_MAP"], 0]), bytes([opmap["DICT_MERGE"], 1]))
_NOTHING = bytes([opmap["NOP"], 0])
