"""Source text in the form for the lexer: one character for each byte, newlines between lines, and a newline at the end.

CPython counts columns in UTF-8 bytes. So the lexer works on the UTF-8 bytes of the text, decoded as Latin-1: offsets in this
string are byte offsets, and no column is computed twice.
"""

from __future__ import annotations

import re

from .errors import Rejected
from .features import READS_COMMENTS

COOKIE = re.compile(rb"^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)")
BLANK = re.compile(rb"^[ \t\f]*(?:#.*)?$")
BOM = b"\xef\xbb\xbf"


def byte_view(source: str | bytes) -> str:
    """``source`` with one character for each byte; ``Rejected`` if this is impossible."""
    if isinstance(source, str):
        try:
            data = source.encode()
        except UnicodeEncodeError:
            raise Rejected("surrogates") from None
    else:
        data = _as_utf8(source)
    if b"\0" in data:
        raise Rejected("null byte")
    if b"\r" in data:
        data = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    if not data.endswith(b"\n"):
        data += b"\n"
    return data.decode("latin-1")


def real_text(view: str) -> str:
    """The text of a part of the byte view."""
    if view.isascii():
        return view
    try:
        return view.encode("latin-1").decode()
    except UnicodeDecodeError:
        raise Rejected("invalid UTF-8") from None


def _as_utf8(data: bytes) -> bytes:
    marked = data.startswith(BOM)
    if marked:
        data = data[len(BOM) :]
    encoding = _declared_encoding(data)
    if encoding == "utf-8" and not READS_COMMENTS:
        return data  # these hosts do not read the bytes of comments, so they may be invalid
    if marked and encoding != "utf-8":
        raise Rejected("byte order mark against the declared encoding")
    try:
        return data.decode(encoding).encode()
    except (UnicodeError, LookupError):
        raise Rejected("encoding") from None


def _declared_encoding(data: bytes) -> str:
    """The encoding of PEP 263, from the first or second line; else UTF-8."""
    for line in re.split(rb"\r\n?|\n", data, maxsplit=2)[:2]:
        found = COOKIE.match(line)
        if found:
            return _canonical(found[1].decode("latin-1"))
        if not BLANK.match(line):
            break
    return "utf-8"


def _canonical(name: str) -> str:
    short = name[:12].lower().replace("_", "-")
    for known, prefixes in (("utf-8", ("utf-8",)), ("iso-8859-1", ("latin-1", "iso-8859-1", "iso-latin-1"))):
        for prefix in prefixes:
            if short == prefix or short.startswith(prefix + "-"):
                return known
    return name
