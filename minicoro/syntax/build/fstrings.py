"""Adjacent string literals, and f-strings as the tokens of PEP 701 (from Python 3.12 on).

Some of CPython's positions are unexpected (the text of ``{x=}``, doubled braces). They are kept, because the trees must be
equal.
"""

from __future__ import annotations
import __future__

import ast
import re
from typing import Any, NamedTuple, cast

from minicoro.quiet import Quiet
from minicoro.syntax.driver import node, placed
from minicoro.syntax.features import SPLIT_FSTRINGS
from minicoro.syntax.host import habits
from minicoro.syntax.source import real_text
from minicoro.syntax.strings import Unescaper, literal_value
from minicoro.syntax.tokens import Token

from .base import Base, at, reject

DOUBLED = re.compile(r"(\\N\{[^}]*\})|\{\{|\}\}|\\(?!N)(?:[^{}]|(?=[{}]))", re.DOTALL)
COMMENT = re.compile(r"()#[^\n]*")
COMMENT_OR_STRING = re.compile(
    r"(\"{3}(?:[^\\]|\\.)*?\"{3}|'{3}(?:[^\\]|\\.)*?'{3}|\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*')|#[^\n]*", re.DOTALL
)
FieldParts = list[ast.expr]


class Conversion(NamedTuple):
    """``!r``: the token of its letter; ``mark.text`` is the source of the expression before it."""

    mark: Token
    name: Token


class Spec:
    """``:...``; ``mark.text`` is the source of the expression before it. It has a position like a node."""

    lineno: int
    col_offset: int
    end_lineno: int
    end_col_offset: int

    def __init__(self, mark: Token, values: list[ast.expr]) -> None:
        self.mark = mark
        self.values = values


class Template(NamedTuple):
    """One t-string of a concatenation."""

    start: Token
    values: list[ast.expr]


def flattened(parts: list[ast.expr | FieldParts] | None) -> list[ast.expr]:
    """The parts of an f-string in one list."""
    values: list[ast.expr] = []
    for part in parts or []:
        values += part if isinstance(part, list) else [part]
    return values


class FStrings(Base):
    """Concatenations of plain strings and f-strings."""

    def __init__(self) -> None:
        super().__init__()
        self.unescaper = Unescaper()

    @placed
    def concatenation(self, pieces: list[Token | ast.JoinedStr | Template]) -> ast.expr:
        templates = [piece for piece in pieces if isinstance(piece, Template)]
        if templates:
            return self._template(templates, pieces)
        tokens = [piece for piece in pieces if isinstance(piece, Token)]
        if len(tokens) != len(pieces):
            return self._joined([piece for piece in pieces if not isinstance(piece, Template)])
        if not SPLIT_FSTRINGS and True in [is_fstring(token) for token in tokens]:
            return self._whole(tokens)
        return self.plain_concatenation(tokens)

    def _whole(self, tokens: list[Token]) -> ast.expr:
        """Until 3.11 an f-string is one token, whose fields are texts of their own: the host parses it, at its place."""
        text, line, column = "(", tokens[0].lineno - 1, 1
        for token in tokens:
            text += "\n" * (token.lineno - line) + " " * (token.col_offset - (column if token.lineno == line else 0))
            text += real_text(token.text)
            line, column = token.end_lineno, token.end_col_offset
        flags = ast.PyCF_ONLY_AST | (__future__.barry_as_FLUFL.compiler_flag if self.diamond else 0)
        try:
            with Quiet() as quiet:
                found: Any = compile(text + ")", "<f-string>", "eval", flags, dont_inherit=True)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            raise reject("f-string", tokens[0]) from None
        self.suspicious = self.suspicious or quiet.told  # the host issues them for the whole text
        return cast(ast.expr, ast.increment_lineno(found.body, tokens[0].lineno - 2))

    def plain_concatenation(self, tokens: list[Token]) -> ast.Constant:
        if len(tokens) == 1:
            return ast.Constant(literal_value(tokens[0].text, self.unescaper), kind_of(tokens[0]))
        values = [literal_value(token.text, self.unescaper) for token in tokens]
        data = [value for value in values if isinstance(value, bytes)]
        if data:
            if len(data) != len(values):
                raise reject("bytes and str side by side", tokens[0])
            return ast.Constant(b"".join(data), kind_of(tokens[0]))
        return ast.Constant("".join([value for value in values if isinstance(value, str)]), kind_of(tokens[0]))

    def _template(self, templates: list[Template], pieces: list[Any]) -> ast.expr:
        """One TemplateStr (3.14); it is not joined with other strings."""
        if len(templates) != len(pieces):
            raise reject("t-strings and other strings side by side", templates[0].start)
        values = [value for template in templates for value in template.values]
        kind: Any = getattr(ast, "TemplateStr")  # noqa: B009 - the checker's Python has none
        return cast(ast.expr, kind(folded(values)))

    def _joined(self, pieces: list[Token | ast.JoinedStr]) -> ast.JoinedStr:
        flat: list[ast.expr] = []
        for piece in pieces:
            if isinstance(piece, Token):
                value = literal_value(piece.text, self.unescaper)
                if isinstance(value, bytes):
                    raise reject("bytes and str side by side", piece)
                flat.append(at(ast.Constant(value, kind_of(piece)), piece))
            else:
                flat.extend(piece.values)
        return ast.JoinedStr(folded(flat))

    # ---- One f-string, or t-string -------------------------------------------------------------------------------------------------------

    fstring = node(ast.JoinedStr, (1, flattened))
    tstring = node(Template, 0, (1, flattened))
    conversion = node(Conversion, 0, 1)

    @placed
    def fstring_text(self, token: Token) -> ast.Constant:
        return ast.Constant(self.unescaper.text(DOUBLED.sub(_single, real_text(token.text))))

    @placed
    def fstring_raw_text(self, token: Token) -> ast.Constant:
        return ast.Constant(real_text(token.text).replace("{{", "{").replace("}}", "}"))

    def field(
        self, opened: Token, value: ast.expr, equals: Token | None, conversion: Conversion | None, spec: Spec | None,
        close: Token,
    ) -> FieldParts:  # fmt: skip
        letter = conversion_code(conversion)
        if equals and not spec and not conversion:
            letter = ord("r")
        node = at(ast.FormattedValue(value, letter, spec_node(spec) if spec else None), opened, close)
        if equals is None:
            return [node]
        mark = conversion.mark if conversion else spec.mark if spec else close
        text = ast.Constant(
            debug_text(mark.text), None, lineno=opened.lineno, col_offset=opened.col_offset + 1,
            end_lineno=mark.lineno, end_col_offset=mark.col_offset,
        )  # fmt: skip
        return [text, node]

    def interpolation(
        self, opened: Token, value: ast.expr, equals: Token | None, conversion: Conversion | None, spec: Spec | None,
        close: Token,
    ) -> FieldParts:  # fmt: skip
        """As ``field``, with the source of the expression, which ends before the ``=``."""
        *text, field = self.field(opened, value, equals, conversion, spec, close)
        assert isinstance(field, ast.FormattedValue)
        source = debug_text((conversion.mark if conversion else spec.mark if spec else close).text)
        if equals is not None:
            source = source.rpartition("=")[0]
        kind: Any = getattr(ast, "Interpolation")  # noqa: B009 - the checker's Python has none
        node = kind(field.value, source, field.conversion, field.format_spec)
        return [*text, ast.copy_location(node, field)]

    @placed
    def spec(self, mark: Token, parts: list[ast.expr | FieldParts] | None) -> Spec:
        has_text = any([isinstance(part, list) and len(part) > 1 for part in parts or []])
        if has_text and habits().fails_on_debug_in_spec:
            raise reject("= in a format specification", mark)
        return Spec(mark, flattened(parts))


def _single(found: re.Match[str]) -> str:
    """Replace doubled braces by one; escapes (a named one has braces, too) are replaced later."""
    text = found[0]
    return text[0] if text in ("{{", "}}") else text


def folded(values: list[ast.expr]) -> list[ast.expr]:
    """Join adjacent constants, and remove empty ones."""
    result: list[ast.expr] = []
    run: list[ast.Constant] = []
    for value in values:
        if isinstance(value, ast.Constant):
            run.append(value)
            continue
        result.extend(_fold_run(run))
        run = []
        result.append(value)
    result.extend(_fold_run(run))
    return result


def _fold_run(run: list[ast.Constant]) -> list[ast.expr]:
    text = "".join([str(constant.value) for constant in run])
    if not text:
        return []
    if len(run) == 1:
        return [run[0]]
    return [at(ast.Constant(text, run[0].kind), run[0], run[-1])]


def spec_node(spec: Spec) -> ast.JoinedStr:
    """The format specification's node, which starts at the colon."""
    values = spec.values if habits().keeps_empty_spec_text and len(spec.values) > 1 else folded(spec.values)
    return at(ast.JoinedStr(values), spec)


def debug_text(view: str) -> str:
    """The source of the expression of ``{x=}``, without its comments."""
    if "#" in view:
        view = (COMMENT if habits().cuts_at_any_hash else COMMENT_OR_STRING).sub(_kept, view)
    return real_text(view)


def _kept(found: re.Match[str]) -> str:
    """What stays of a comment or string: a function, as a template would make the host's ``_sre`` keep the host's ``re``."""
    return found[1] or ""


def conversion_code(conversion: Conversion | None) -> int:
    if conversion is None:
        return -1
    if conversion.name.text not in ("r", "s", "a"):
        raise reject("conversion", conversion.name)
    mark = conversion.mark
    if (mark.end_lineno, mark.end_col_offset) != (conversion.name.lineno, conversion.name.col_offset):
        raise reject("space before the conversion", conversion.name)
    return ord(conversion.name.text)


def is_fstring(token: Token) -> bool:
    return "f" in token.text[:2].lower() and token.text[0] not in "'\""


def kind_of(token: Token) -> str | None:
    return "u" if token.text[0] == "u" else None
