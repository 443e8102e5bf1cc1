"""The modes of f-strings (PEP 701): literal text and fields alternate, and nest to any depth."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from .errors import Rejected
from .host import habits
from .tokens import Token

MAX_FSTRING_NESTING = 150
MAX_SPEC_NESTING = 3
NAMED_ESCAPE = r"\\N\{[^}\n]*+\}"


@cache
def literal_text(quote: str, raw: bool, spec: bool, after_field: bool) -> re.Pattern[str]:
    """The regular expression for literal text of an f-string, up to a field, a closing brace or the closing quote.

    In a specification, most CPythons accept ``{{`` as a brace after a field inside of it, and ``}}`` never.
    """
    character = quote[0]
    plain = rf"[^{character}\\{{}}]" if len(quote) == 3 else rf"[^{character}\\{{}}\n]"
    parts = [plain + "++", r"\\(?=[{}])", r"\\[^{}]"]
    if not raw:
        parts.insert(1, NAMED_ESCAPE)
    if len(quote) == 3:
        parts.append(rf"{character}(?!{character}{character})")
    if not spec or (after_field and habits().leaves_spec_after_field):
        parts.append(r"\{\{")
    if not spec:
        parts.append(r"\}\}")
    return re.compile(f"(?:{'|'.join(parts)})*", re.DOTALL)


class Field(NamedTuple):
    """An open replacement field: its f-string, and the start of its expression."""

    quote: str
    raw: bool
    source: int  # where the expression's text starts
    in_spec: bool  # whether the field is in the format specification of another
    depth: int  # the number of enclosing fields


class FStringLexer:
    """The state of a lexer, and the methods that read f-strings."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.kinds: list[str] = []
        self.tokens: list[Token] = []
        self.line = 1
        self.bol = 0  # where the physical line begins
        self.opens: list[str] = []  # open brackets; "field" for the brace of an f-string's field
        self.fields: list[Field] = []

    def rejected(self, reason: str, pos: int | None = None) -> Rejected:
        return Rejected(reason, self.line, 0 if pos is None else pos - self.bol)

    def add(self, kind: str, start: int, end: int) -> None:
        """Append a token on the current line."""
        self.kinds.append(kind)
        bol = self.bol
        self.tokens.append(Token(self.text[start:end], self.line, start - bol, self.line, end - bol))

    def layout(self, kind: str) -> None:
        """Append a token without text, at the token before it, so that no node ends with it."""
        self.kinds.append(kind)
        self.tokens.append(self.tokens[-1])

    def fstring_start(self, start: int, pos: int) -> int:
        opening = self.text[start:pos]
        quote = opening.lstrip("fFrRtT")
        prefix = opening.lower()
        self.add("TSTRING_START" if "t" in prefix else "FSTRING_START", start, pos)
        return self.literal(pos, quote, "r" in prefix, False)

    def literal(self, pos: int, quote: str, raw: bool, spec: bool, after_field: bool = False) -> int:
        """Read literal text from ``pos``, and the token that ends it."""
        found = literal_text(quote, raw, spec, after_field).match(self.text, pos)
        end = found.end() if found else pos
        if end > pos:
            escaped = not raw or (spec and habits().unescapes_raw_spec)
            self.add_lines("FSTRING_MIDDLE" if escaped else "FSTRING_RAW_MIDDLE", pos, end)
        if self.text.startswith(quote, end) and not spec:
            self.add("FSTRING_END", end, end + len(quote))
            return end + len(quote)
        mark = self.text[end : end + 1]
        if spec and habits().keeps_empty_spec_text and self.is_empty_text(pos, end, mark):
            self.add("FSTRING_MIDDLE", end, end)
        if mark == "{":
            return self.field_start(end, quote, raw, spec)
        if mark == "}" and spec:
            self.opens.pop()
            return self.field_end(end)
        outside = after_field and habits().leaves_spec_after_field
        if mark == "\n" and spec and habits().ends_spec_at_newline and not outside:
            return end  # a newline ends a specification in a string of one line; the field goes on
        raise self.rejected("f-string", end)

    def is_empty_text(self, start: int, end: int, mark: str) -> bool:
        """Whether 3.12.0 makes a token without text here: after a field at the end, or before two opening braces."""
        if mark in ("}", "\n"):
            return self.text[end - 1] == "}"
        return start == end and self.text.startswith("{{", end)

    def add_lines(self, kind: str, start: int, end: int) -> None:
        """Append a token that may have several lines."""
        column, line = start - self.bol, self.line
        lines = self.text.count("\n", start, end)
        if lines:
            self.line += lines
            self.bol = self.text.rindex("\n", start, end) + 1
        text = self.text[start:end]
        self.kinds.append(kind)
        self.tokens.append(Token(text, line, column, self.line, end - self.bol))

    def field_start(self, pos: int, quote: str, raw: bool, spec: bool) -> int:
        self.add("FIELD_OPEN", pos, pos + 1)
        self.opens.append("field")
        depth = self.fields[-1].depth + 1 if spec else 1
        self.fields.append(Field(quote, raw, pos + 1, spec, depth))
        if depth > MAX_SPEC_NESTING or len(self.fields) >= MAX_FSTRING_NESTING:
            raise self.rejected("nesting", pos)
        return pos + 1

    def field_mark(self, pos: int) -> int:
        """A ``!`` or ``:`` directly inside of a field. The text of its token is the source of the expression, for ``{x=}``."""
        field = self.fields[-1]
        conversion = self.text[pos] == "!"
        self.add("FIELD_CONVERSION" if conversion else "FIELD_SPEC", pos, pos + 1)
        self.tokens[-1].text = self.text[field.source : pos]
        if conversion:
            return pos + 1
        return self.literal(pos + 1, field.quote, field.raw, True)

    def field_end(self, pos: int) -> int:
        field = self.fields.pop()
        self.add("FIELD_CLOSE", pos, pos + 1)
        self.tokens[-1].text = self.text[field.source : pos]
        return self.literal(pos + 1, field.quote, field.raw, field.in_spec, after_field=True)
