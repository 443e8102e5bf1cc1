"""The values of string literals: prefixes, quotes and escapes."""

from __future__ import annotations

import re
from codecs import escape_decode, unicode_escape_decode
from collections.abc import Callable
from typing import Any

from minicoro.quiet import Quiet

from .errors import Rejected
from .source import real_text

LONE = re.compile(r"\\(\\|[^\x00-\x7f]|\Z)")
"""A backslash before a character that begins no escape, or at the end (in an f-string); or an escaped backslash."""


class Unescaper:
    """Replaces escapes by the host's codecs; ``suspicious`` says whether there was an invalid escape, which Python keeps with a
    warning.
    """

    def __init__(self) -> None:
        self.suspicious = False

    def text(self, body: str) -> str:
        """The value of the content of a string literal, given as real text."""
        if "\\" not in body:
            return body
        if not body.isascii() or body[-1] == "\\":
            body = LONE.sub(self._kept, body)
        return self._decoded(unicode_escape_decode, body.encode("ascii", "backslashreplace"))  # type: ignore[no-any-return]

    def data(self, body: bytes) -> bytes:
        """The value of the content of a bytes literal."""
        return self._decoded(escape_decode, body)  # type: ignore[no-any-return]

    def _kept(self, found: re.Match[str]) -> str:
        if found[1] == "\\":
            return found[0]
        self.suspicious = True
        return r"\\" + found[1]

    def _decoded(self, decode: Callable[[bytes], tuple[Any, int]], body: bytes) -> Any:
        with Quiet() as quiet:
            try:
                value, _ = decode(body)
            except ValueError:
                raise Rejected("escape") from None
        self.suspicious = self.suspicious or quiet.told
        return value


def split_literal(literal: str) -> tuple[str, str]:
    """The prefix in lower case, and the content, of a string token."""
    quote = min([index for index in (literal.find("'"), literal.find('"')) if index >= 0])
    size = 3 if literal.startswith(literal[quote] * 3, quote) and len(literal) - quote > 2 else 1
    return literal[:quote].lower(), literal[quote + size : -size]


def literal_value(literal: str, unescaper: Unescaper) -> str | bytes:
    """The value of a string token that is not an f-string."""
    prefix, body = split_literal(literal)
    if "b" in prefix:
        if not body.isascii():
            raise Rejected("bytes can only contain ASCII literal characters")
        return body.encode() if "r" in prefix else unescaper.data(body.encode())
    body = real_text(body)
    return body if "r" in prefix else unescaper.text(body)
