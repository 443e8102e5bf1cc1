"""The values of string literals: prefixes, quotes and escapes."""

from __future__ import annotations

import re
import unicodedata
from functools import partial

from .errors import Rejected
from .source import real_text

_IN_BOTH = r"(?P<simple>[\n\\'\"abfnrtv])|(?P<octal>[0-7]{1,3})|x(?P<byte>[0-9a-fA-F]{2})"
_IN_TEXT = r"u(?P<short>[0-9a-fA-F]{4})|U(?P<long>[0-9a-fA-F]{8})|N\{(?P<name>[^}]++)\}"
ESCAPE = re.compile(rf"\\(?:{_IN_BOTH}|{_IN_TEXT}|(?P<unknown>.))", re.DOTALL)
BYTES_ESCAPE = re.compile(rf"\\(?:{_IN_BOTH}|(?P<unknown>.))", re.DOTALL)
SIMPLE = {
    "\n": "", "\\": "\\", "'": "'", '"': '"', "a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t",
    "v": "\v",
}  # fmt: skip
LAST_BYTE = 0o377
LAST_CHARACTER = 0x10FFFF


class Unescaper:
    """Replaces escapes; ``suspicious`` says whether there was an invalid escape, which Python keeps with a warning."""

    def __init__(self) -> None:
        self.suspicious = False

    def text(self, body: str) -> str:
        """The value of the content of a string literal, given as real text."""
        return ESCAPE.sub(partial(self._character, 0x1FF, "xuUN"), body) if "\\" in body else body

    def data(self, body: str) -> bytes:
        """The value of the content of a bytes literal."""
        if not body.isascii():
            raise Rejected("bytes can only contain ASCII literal characters")
        found = BYTES_ESCAPE.sub(partial(self._character, LAST_BYTE, "x"), body) if "\\" in body else body
        return found.encode("latin-1")

    def _character(self, mask: int, reserved: str, found: re.Match[str]) -> str:
        """The value of an escape.  mask: for octal ones.  reserved: the letters that begin an escape of a certain length."""
        kind = found.lastgroup or ""
        part = found[kind]
        if kind == "simple":
            return SIMPLE[part]
        if kind == "octal":
            return self._octal(part, mask)
        if kind == "name":
            return _named(part)
        if kind == "unknown":
            return self._unknown(part, reserved)
        code = int(part, 16)
        if code > LAST_CHARACTER:
            raise Rejected("character beyond Unicode")
        return chr(code)

    def _octal(self, digits: str, mask: int) -> str:
        code = int(digits, 8)
        if code > LAST_BYTE:
            self.suspicious = True
        return chr(code & mask)

    def _unknown(self, letter: str, reserved: str) -> str:
        if letter in reserved:
            raise Rejected("truncated escape")
        self.suspicious = True
        return "\\" + letter


def _named(name: str) -> str:
    try:
        character = unicodedata.lookup(name)
    except KeyError:
        raise Rejected("unknown character name") from None
    if len(character) != 1:  # a named sequence, which literals do not support
        raise Rejected("unknown character name")
    return character


def split_literal(literal: str) -> tuple[str, str]:
    """The prefix in lower case, and the content, of a string token."""
    quote = min([index for index in (literal.find("'"), literal.find('"')) if index >= 0])
    size = 3 if literal.startswith(literal[quote] * 3, quote) and len(literal) - quote > 2 else 1
    return literal[:quote].lower(), literal[quote + size : -size]


def literal_value(literal: str, unescaper: Unescaper) -> str | bytes:
    """The value of a string token that is not an f-string."""
    prefix, body = split_literal(literal)
    if "b" in prefix:
        if "r" not in prefix:
            return unescaper.data(body)
        if not body.isascii():
            raise Rejected("bytes can only contain ASCII literal characters")
        return body.encode("ascii")
    body = real_text(body)
    return body if "r" in prefix else unescaper.text(body)
