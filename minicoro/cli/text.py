"""The text of a program from a file or from standard input: from bytes, with CPython's error messages.

CPython reads its main program line by line.  So it has errors that `compile` does not have, or that have another message there.
"""

from __future__ import annotations

import io
from functools import cache
from typing import Any

# PEP 263, in the first two lines; the second counts only if the first contains no code.
_COOKIE = rb"^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)"
_NO_CODE = rb"^[ \t\f]*(?:#.*)?\r?$"
_BOM = b"\xef\xbb\xbf"


def program_text(data: bytes, filename: str) -> str:
    """The text of a program; SyntaxError with CPython's message if the bytes are not text."""
    encoding = _declared_encoding(data)
    if data.startswith(_BOM):
        if encoding not in (None, "utf-8"):
            raise _two_encodings(data.removeprefix(_BOM), encoding, filename)
        data, encoding = data.removeprefix(_BOM), "utf-8"
    if encoding is None:
        return _undeclared(data, filename)
    _refuse_null(data, filename)
    return _declared(data, encoding, filename)


def _refuse_null(data: bytes, filename: str) -> None:
    position = data.find(b"\0")
    if position >= 0:
        start = data.rfind(b"\n", 0, position) + 1
        _refuse_before(data[:start], filename)
        text = data[start:position].decode(errors="replace")
        line = data.count(b"\n", 0, position) + 1
        raise SyntaxError("source code cannot contain null bytes", (filename, line, None, text))


def _undeclared(data: bytes, filename: str) -> str:
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        bad = error.start
    else:
        _refuse_null(data, filename)
        return text
    _refuse_null(data[:bad], filename)
    _refuse_before(data[: data.rfind(b"\n", 0, bad) + 1], filename)
    line, begin = data.count(b"\n", 0, bad) + 1, data.rfind(b"\n", 0, bad) + 1
    place: tuple[Any, ...] = ()
    if _tells_place():
        import re

        if line == 2 and not re.match(_NO_CODE, data[:begin].rstrip(b"\n")) and not _is_in_string(data[:begin]):
            line = 1  # the second line is read while the first is, to look for an encoding
        column = len(data[begin:bad].decode()) + 1
        place = ((filename, line, column, _line(data, begin), line, column),)
    raise SyntaxError(
        f"Non-UTF-8 code starting with '\\x{data[bad]:02x}' in file {filename} on line {line}, "
        "but no encoding declared; see https://peps.python.org/pep-0263/ for details",
        *place,
    )


@cache
def _tells_place() -> bool:
    """Whether the host reports the position of the invalid bytes (3.15)."""
    try:
        compile(b"#\xff", "", "exec", dont_inherit=True)
    except SyntaxError as error:
        return error.text is not None
    return False


def _line(data: bytes, begin: int) -> str:
    return data[begin:].split(b"\n", 1)[0].split(b"\0", 1)[0].decode(errors="replace")


def _two_encodings(data: bytes, encoding: str | None, filename: str) -> SyntaxError:
    """The error for an encoding other than UTF-8 after a byte order mark."""
    line = 1 if b"coding" in data.split(b"\n", 1)[0] else 2
    begin = data.find(b"\n") + 1 if line == 2 else 0
    place = ((filename, line, None, _line(data, begin)),) if _tells_place() else ()
    return SyntaxError(f"encoding problem: {encoding} with BOM", *place)


_UNREADABLE = b"0__0\n"
"""A line at which the tokenizer stops, as it does at a line that is not text."""


def _refuse_before(before: bytes, filename: str) -> None:
    """SyntaxError if CPython finds an error in these lines before it reads the next line, which is not text."""
    try:
        compile(before + _UNREADABLE, filename, "exec", dont_inherit=True)
    except SyntaxError as error:
        cut_off = "unterminated triple-quoted" in error.msg  # by the added line, which is then inside of a string
        if error.lineno != before.count(b"\n") + 1 and not cut_off:
            raise error.with_traceback(None) from None


def _is_in_string(before: bytes) -> bool:
    """Whether a text ends inside of a string of several lines."""
    try:
        compile(before, "", "exec", dont_inherit=True)
    except SyntaxError as error:
        return "unterminated triple-quoted" in error.msg
    return False


def _refuse_declared(data: bytes, encoding: str, filename: str) -> None:
    """The errors of 3.15, which reads the text after the encoding declaration with a decoder of the library."""
    if encoding != "utf-8":
        line = data.index(b"\n") if b"\n" in data else len(data)
        if b"coding" not in data[:line]:
            line = data.find(b"\n", line + 1)
        try:
            list(io.TextIOWrapper(io.BytesIO(data[line:]), encoding))
        except (LookupError, UnicodeDecodeError) as error:
            raise SyntaxError(str(error), (filename, 0, -1, None)) from None
        return
    begin = 0
    for number, text in enumerate(io.BytesIO(data), 1):
        try:
            text.decode()
        except UnicodeDecodeError as error:
            where = filename, number, None, _line(data, begin)
            raise SyntaxError(f"(unicode error) {error}", where) from None
        begin += len(text)


def _declared(data: bytes, encoding: str, filename: str) -> str:
    if _tells_place():
        _refuse_declared(data, encoding, filename)
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        if encoding != "utf-8":
            raise SyntaxError(f"encoding problem: {encoding}") from None
    except LookupError:
        raise SyntaxError(f"encoding problem: {encoding}") from None
    # Declared as UTF-8, but invalid: CPython finds that only where it needs the characters, and so does `compile`.
    compile(data, filename, "exec", dont_inherit=True)
    return data.decode(errors="replace")


def _declared_encoding(data: bytes) -> str | None:
    """The declared encoding, as CPython normalises its name."""
    first, second = [*data.removeprefix(_BOM).split(b"\n", 2), b""][:2]
    if b"coding" not in first + second:
        return None
    import re  # its import takes longer than most programs

    cookie = re.match(_COOKIE, first)
    if cookie is None and re.match(_NO_CODE, first):
        cookie = re.match(_COOKIE, second)
    return None if cookie is None else _normal(cookie[1].decode("latin-1"))


def _normal(encoding: str) -> str:
    import re

    name = encoding[:12].lower().replace("_", "-")
    for normal, pattern in (("utf-8", "utf-8(-.*)?"), ("iso-8859-1", "(latin-1|iso-8859-1|iso-latin-1)(-.*)?")):
        if re.fullmatch(pattern, name):
            return normal
    return encoding
