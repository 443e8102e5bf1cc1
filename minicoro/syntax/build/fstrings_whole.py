"""f-strings of Python 3.11: one token, whose fields are texts of their own.

A field may contain neither a backslash nor a comment, and fields nest once. Every node except the expression of a field has the
position of the whole concatenation.
"""

from __future__ import annotations

import ast
from collections.abc import Callable

from minicoro.syntax.errors import Rejected
from minicoro.syntax.source import real_text
from minicoro.syntax.strings import Unescaper, literal_value, split_literal
from minicoro.syntax.tokens import Token

from .base import reject

DEEPEST = 2
PAIRS = {")": "(", "]": "[", "}": "{"}
SPACES = " \t\n\f\r\v"

ParseField = Callable[[str, int, int], ast.expr]


def concatenate(tokens: list[Token], unescaper: Unescaper, parse_field: ParseField) -> ast.JoinedStr:
    """The node of adjacent string tokens, at least one of which is an f-string."""
    parts = Parts(tokens[0], tokens[-1])
    for token in tokens:
        if is_fstring(token):
            FStringReader(token, parts, unescaper, parse_field).read(0)
        else:
            value = literal_value(token.text, unescaper)
            if isinstance(value, bytes):
                raise reject("bytes and str side by side", token)
            parts.text(value)
    return parts.finished(tokens[0], tokens[-1])


def is_fstring(token: Token) -> bool:
    return "f" in token.text[:2].lower() and token.text[0] not in "'\""


class Parts:
    """The values of an f-string in their order; adjacent texts are one constant."""

    def __init__(self, first: Token, last: Token) -> None:
        self.first = first
        self.last = last
        self.values: list[ast.expr] = []
        self.pending: list[str] = []

    def text(self, text: str) -> None:
        if text:
            self.pending.append(text)

    def field(self, value: ast.expr, conversion: int, spec: ast.JoinedStr | None) -> None:
        self.flush(self.first, self.last)
        self.values.append(spanning(ast.FormattedValue(value, conversion, spec), self.first, self.last))

    def flush(self, first: Token, last: Token) -> None:
        """Make the text so far a constant with the given position."""
        if self.pending:
            kind = "u" if self.first.text[0] == "u" else None
            self.values.append(spanning(ast.Constant("".join(self.pending), kind), first, last))
            self.pending = []

    def finished(self, first: Token, last: Token) -> ast.JoinedStr:
        """The node of all parts, with the given position."""
        self.flush(first, last)
        node = ast.JoinedStr(self.values)
        spanning(node, first, last)
        return node


def spanning(node: ast.expr, first: Token, last: Token) -> ast.expr:
    """Give ``node`` the position from one token to another, and return it."""
    node.lineno, node.col_offset = first.lineno, first.col_offset
    node.end_lineno, node.end_col_offset = last.end_lineno, last.end_col_offset
    return node


class FStringReader:
    """Reads one f-string token (a view of its bytes) from left to right."""

    def __init__(self, token: Token, parts: Parts, unescaper: Unescaper, parse_field: ParseField) -> None:
        prefix, self.body = split_literal(token.text)
        self.token = token
        self.parts = parts
        self.unescaper = unescaper
        self.parse_field = parse_field
        self.raw = "r" in prefix
        self.offset = token.text.index(self.body, len(prefix) + 1) if self.body else 0
        self.pos = 0

    def rejected(self, reason: str) -> Rejected:
        return reject(f"f-string: {reason}", self.token)

    def peek(self) -> str:
        return self.body[self.pos : self.pos + 1]

    def read(self, level: int) -> None:
        """Read literal text and fields: to the end, or in a format specification (``level`` > 0) to its brace."""
        while True:
            self.parts.text(self.literal(level))
            if self.peek() != "{":
                break
            self.field(level)
        if level and self.peek() != "}":
            raise self.rejected("expecting '}'")

    def literal(self, level: int) -> str:
        """Read up to a single brace or the end. Doubled braces are text, but not in a format specification."""
        pieces: list[str] = []
        start = self.pos
        while self.pos < len(self.body):
            character = self.body[self.pos]
            if character == "\\" and not self.raw:
                self.skip_escape()
            elif character in "{}":
                if level or self.body[self.pos + 1 : self.pos + 2] != character:
                    break
                pieces.append(self.value(start, self.pos + 1))
                self.pos += 2
                start = self.pos
            else:
                self.pos += 1
        if not level and self.peek() == "}":
            raise self.rejected("single '}'")
        pieces.append(self.value(start, self.pos))
        return "".join(pieces)

    def skip_escape(self) -> None:
        """Skip a backslash and the escaped character; a brace stays a brace, and the host warns of it."""
        if self.body.startswith("\\N{", self.pos):
            end = self.body.find("}", self.pos)
            self.pos = len(self.body) if end < 0 else end + 1
        elif self.body[self.pos + 1 : self.pos + 2] in ("{", "}"):
            self.unescaper.suspicious = True
            self.pos += 1
        else:
            self.pos += 2

    def value(self, start: int, end: int) -> str:
        text = real_text(self.body[start:end])
        return text if self.raw else self.unescaper.text(text)

    # ---- Fields -------------------------------------------------------------------------------------------------------------

    def field(self, level: int) -> None:
        if level >= DEEPEST:
            raise self.rejected("expressions nested too deeply")
        opened = self.pos
        self.pos += 1
        self.skip_expression()
        source = self.body[opened + 1 : self.pos]
        if not source.strip(SPACES):
            raise self.rejected("empty expression")
        value = self.parse_field(source, *self.position(opened, source))
        debug = self.debug_text(opened + 1)
        conversion = self.conversion()
        spec = self.spec(level) if self.peek() == ":" else None
        if self.peek() != "}":
            raise self.rejected("expecting '}'")
        self.pos += 1
        if debug is not None:
            self.parts.text(debug)
            if spec is None and conversion == -1:
                conversion = ord("r")
        self.parts.field(value, conversion, spec)

    def position(self, opened: int, source: str) -> tuple[int, int]:
        """The line and column of the opening brace, as the host computes them."""
        index = self.offset + opened
        line_start = self.token.text.rfind("\n", 0, index) + 1
        lines = self.token.text.count("\n", 0, index)
        if source[: source.find("\n") + 1].strip(" \t\f") == "\n":
            return self.token.lineno + lines, 0 if lines else self.token.col_offset
        if lines:
            return self.token.lineno + lines, index - line_start
        return self.token.lineno, self.token.col_offset + index

    def skip_expression(self) -> None:
        """Move to the character that ends the expression: ``!``, ``:``, ``=`` or a brace, outside of strings and brackets."""
        body, opens = self.body, list[str]()
        while self.pos < len(body):
            character = body[self.pos]
            if character in "\\#":
                raise self.rejected("backslash or comment")
            if character in "'\"":
                self.skip_string(character)
                continue
            if character in "([{":
                opens.append(character)
            elif not opens and character in "!:}=<>":
                if character in "!=<>" and body[self.pos + 1 : self.pos + 2] == "=":
                    self.pos += 1
                elif character not in "<>":
                    return
            elif character in ")]}" and (not opens or opens.pop() != PAIRS[character]):
                raise self.rejected("unmatched bracket")
            self.pos += 1
        raise self.rejected("expecting '}'")

    def skip_string(self, quote: str) -> None:
        if self.body.startswith(quote * 3, self.pos):
            quote *= 3
        end = self.body.find(quote, self.pos + len(quote))
        if end < 0 or "\\" in self.body[self.pos : end]:
            raise self.rejected("unterminated string or backslash")
        self.pos = end + len(quote)

    def debug_text(self, start: int) -> str | None:
        if self.peek() != "=":
            return None
        self.pos += 1
        while self.peek() and self.peek() in SPACES:
            self.pos += 1
        return real_text(self.body[start : self.pos])

    def conversion(self) -> int:
        if self.peek() != "!":
            return -1
        letter = self.body[self.pos + 1 : self.pos + 2]
        if letter not in ("s", "r", "a"):
            raise self.rejected("conversion")
        self.pos += 2
        return ord(letter)

    def spec(self, level: int) -> ast.JoinedStr:
        self.pos += 1
        outer, self.parts = self.parts, Parts(self.parts.first, self.parts.last)
        self.read(level + 1)
        inner, self.parts = self.parts, outer
        return inner.finished(self.token, self.token)  # a specification spans its own token only
