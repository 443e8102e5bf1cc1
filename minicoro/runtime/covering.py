"""Which of the host's code stands under a handler: what an exception that comes up there meets in its own frame."""

from __future__ import annotations

from minicoro.remembering import remembered

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import CodeType, TracebackType

_STATEMENTS = frozenset(
    [
        "_try.<locals>.try_except",
        "_finally.<locals>.try_finally",
        "_try_star.<locals>.try_except_star",
        "_with.<locals>.with_statement",
    ]
)
"""Closures of statements with handlers (see `minicoro.oldlower.control`), which are host statements of the same form."""


def is_covered(code: CodeType, at: int) -> bool:
    """Whether a handler is in force at this byte of the code."""
    return any([start <= at < end for start, end in _ranges(code.co_exceptiontable)])


@remembered(at_most=4096)
def _ranges(table: bytes) -> list[tuple[int, int]]:
    """What the entries of an exception table cover (format: CPython's Objects/exception_handling_notes.txt)."""
    numbers: list[int] = []
    goes_on = 0
    for byte in table:
        if goes_on:
            numbers[-1] = numbers[-1] << 6 | byte & 0x3F
        else:
            numbers.append(byte & 0x3F)
        goes_on = byte & 0x40
    return [(start << 1, (start + size) << 1) for start, size in zip(numbers[::4], numbers[1::4], strict=True)]


def from_handler(tb: TracebackType | None, rest: TracebackType | None) -> bool:
    """Whether an exception comes out of a handler of the program, by the entries of ours in front of ``rest``.

    Under CPython there is a handler for what comes up in a handler: it takes back what is being handled.
    """
    statements = _STATEMENTS
    while tb is not None and tb is not rest:
        code = tb.tb_frame.f_code
        if code.co_qualname in statements and is_covered(code, tb.tb_lasti):
            return True
        tb = tb.tb_next
    return False
