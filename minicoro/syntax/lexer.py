"""Tokens and layout: one regular expression finds tokens, a stack of columns makes INDENT and DEDENT.

The lexer also decides questions that LALR(1) cannot decide: soft keywords, which are known at the end of their logical line,
and the parenthesised items of ``with``. The literal parts of f-strings are in ``lexer_fstrings``.
"""

from __future__ import annotations

import re
from unicodedata import normalize

from .driver import END
from .errors import Rejected
from .features import SPLIT_FSTRINGS, TEMPLATES
from .lexer_fstrings import FStringLexer
from .source import real_text
from .tokens import Token

MAX_INDENT = 100
MAX_NESTING = 200
TAB = 8
LONG_LINE = 1000
MANY_ELIFS = 300
"""A logical line with this number of tokens, or of ``elif``s, may be nested deeper than the host allows."""

NAME, OPERATOR, OPEN, CLOSE, NEWLINE, NUMBER, STRING, FSTRING, BARE_NAME, CONTINUATION = range(1, 11)

# No possessive quantifier after a group: until 3.11.4 `re` matches them wrongly.
_WORD = r"[A-Za-z_\x80-\xff][A-Za-z0-9_\x80-\xff]*+"
_DIGITS = r"[0-9](?:_?[0-9])*"
_EXPONENT = rf"[eE][-+]?{_DIGITS}"
_NUMBERS = "|".join(
    [
        r"0[xX](?:_?[0-9a-fA-F])+|0[oO](?:_?[0-7])+|0[bB](?:_?[01])+",
        rf"(?:{_DIGITS}\.(?:{_DIGITS})?|\.{_DIGITS})(?:{_EXPONENT})?[jJ]?",
        rf"{_DIGITS}(?:{_EXPONENT}[jJ]?|[jJ])",
        r"[1-9](?:_?[0-9])*|0(?:_?0)*(?![0-9_])",
    ]
)
_PREFIX = r"[uU]|[bB][rR]?|[rR][bB]?" if SPLIT_FSTRINGS else r"[uU]|[bB][rR]?|[rR][bBfF]?|[fF][rR]?"
_BODIES = "|".join(
    [
        r"'''[^'\\]*+(?:(?:\\.|'(?!''))[^'\\]*+)*'''",
        r'"""[^"\\]*+(?:(?:\\.|"(?!""))[^"\\]*+)*"""',
        r"'(?!'')[^'\\\n]*+(?:\\.[^'\\\n]*+)*'",
        r'"(?!"")[^"\\\n]*+(?:\\.[^"\\\n]*+)*"',
    ]
)
_SPLIT = ("fF" if SPLIT_FSTRINGS else "") + ("tT" if TEMPLATES else "")
_FSTRING_START = rf"(?:[{_SPLIT}][rR]?|[rR][{_SPLIT}])(?:'''|\"\"\"|'|\")" if _SPLIT else r"(?!)"
_OPERATORS = r"\*\*=?|//=?|>>=?|<<=?|<>|\.\.\.|\.(?![0-9])|->|:=|[-+*/%&|^@=<>!]=|[-+*/%&|^@=<>~:,;!]"  # longest first
MASTER = re.compile(
    rf"[ \t\f]*+(?:({_WORD})(?!['\"])|({_OPERATORS})|([(\[{{])|([)\]}}])|((?:\#[^\n]*+)?\n)|({_NUMBERS})"
    rf"|((?:{_PREFIX})?(?:{_BODIES}))|({_FSTRING_START})|({_WORD})|(\\\n))",
    re.DOTALL,
)
BLANK_LINES = re.compile(r"(?:[ \t\f]*+(?:\#[^\n]*+)?\n)*")
INDENTATION = re.compile(r"[ \t\f]*+")
WORD_END = re.compile(r"[A-Za-z0-9_\x80-\xff]")
NUMBER_KEYWORD = re.compile(r"and|else|for|if|in|is|or|not")
CLOSERS = {"(": ")", "[": "]", "{": "}"}


class Lexer(FStringLexer):
    """Turns a text into ``kinds`` and ``tokens``, two lists of one length. A layout token has the position of the end of the
    token before it.
    """

    def __init__(self, text: str, keywords: frozenset[str]) -> None:
        super().__init__(text)
        self.keywords = keywords
        self.indents = [(0, 0)]  # (column with tabs to 8, column with tabs to 1)
        self.first = 0  # index of the logical line's first token
        self.case_levels: list[int] = []  # depths of indentation at which lines are `case` blocks
        self.match_seen = False
        self.suspicious = False  # the host may warn (a number right before a keyword), or find the text too deep

    def run(self) -> None:
        """Read the whole text."""
        self.tokens.append(Token("", 1, 0, 1, 0))  # the position of layout before the first token
        pos = self.line_start(0)
        while pos < len(self.text):
            pos = self.scan(pos)
        if self.opens:
            raise self.rejected("end of text")
        while len(self.indents) > 1:
            self.indents.pop()
            self.layout("DEDENT")
        self.layout(END)
        self.suspicious = self.suspicious or self.kinds.count("elif") > MANY_ELIFS
        del self.tokens[0]

    def scan(self, pos: int) -> int:
        """Read tokens up to one that needs a method of its own, call this method, and return the position after it."""
        text, match, keywords, kinds, tokens = self.text, MASTER.match, self.keywords, self.kinds, self.tokens
        line, bol = self.line, self.bol
        while True:
            found = match(text, pos)
            if found is None:
                raise self.rejected("character", pos)
            group = found.lastindex
            start, pos = found.span(group or 0)
            if group in (NAME, BARE_NAME):
                word = text[start:pos]
                if word in keywords:
                    kinds.append(word)
                else:
                    if not word.isascii():
                        word = identifier(word)
                    if kinds and kinds[-1] == "NAME" and tokens[-1].is_word("type"):
                        kinds[-1] = "type"
                    kinds.append("NAME")
                tokens.append(Token(word, line, start - bol, line, pos - bol))
            elif group == OPERATOR:
                word = text[start:pos]
                if self.fields and word[0] in ":!" and word != "!=" and self.opens[-1] == "field":
                    return self.field_mark(start)
                kinds.append(word)
                tokens.append(Token(word, line, start - bol, line, pos - bol))
            elif group == NUMBER:
                if WORD_END.match(text, pos):
                    self.check_number_end(pos)
                kinds.append("NUMBER")
                tokens.append(Token(text[start:pos], line, start - bol, line, pos - bol))
            else:
                return METHODS[group or 0](self, start, pos)

    # ---- Tokens with methods of their own -----------------------------------------------------------------------

    def string(self, start: int, pos: int) -> int:
        self.add_lines("STRING", start, pos)
        return pos

    def opening(self, start: int, pos: int) -> int:
        bracket = self.text[start]
        self.opens.append(bracket)
        if len(self.opens) > MAX_NESTING:
            raise self.rejected("nesting", start)
        self.add(bracket, start, pos)
        return pos

    def closing(self, start: int, pos: int) -> int:
        bracket = self.text[start]
        if not self.opens:
            raise self.rejected("unmatched", start)
        opened = self.opens.pop()
        if opened == "field" and bracket == "}":
            return self.field_end(start)
        if CLOSERS.get(opened) != bracket:
            raise self.rejected("unmatched", start)
        self.add(bracket, start, pos)
        return pos

    def newline(self, start: int, pos: int) -> int:
        self.line += 1
        self.bol = pos
        if self.opens:
            return pos
        self.end_line()
        if len(self.kinds) - self.first > LONG_LINE:
            self.suspicious = True
        self.layout("NEWLINE")
        self.first = len(self.kinds)
        return self.line_start(pos)

    def continuation(self, start: int, pos: int) -> int:
        self.line += 1
        self.bol = pos
        if pos >= len(self.text):
            raise self.rejected("end of text")
        return pos

    def check_number_end(self, pos: int) -> None:
        if not NUMBER_KEYWORD.match(self.text, pos):
            raise self.rejected("number", pos)
        self.suspicious = True

    # ---- Layout -------------------------------------------------------------------------------------------------

    def line_start(self, pos: int) -> int:
        """Skip blank lines, compare the indentation of the next line with the open blocks, return the position of its text."""
        text = self.text
        blank = BLANK_LINES.match(text, pos)
        end = blank.end() if blank else pos
        if end != pos:
            self.line += text.count("\n", pos, end)
            self.bol = pos = end
        if pos >= len(text):
            return pos
        spaces = INDENTATION.match(text, pos)
        start = spaces.end() if spaces else pos
        columns = self.columns(text[pos:start])
        while text.startswith("\\\n", start):  # the first line that is not blank decides
            self.line += 1
            self.bol = start + 2
            spaces = INDENTATION.match(text, self.bol)
            start = spaces.end() if spaces else self.bol
            columns = (columns[0], columns[0]) if columns[0] else self.columns(text[self.bol : start])
            if start >= len(text):
                raise self.rejected("end of text")
            if text[start] in "#\n":
                return self.line_start(start)
        if columns != self.indents[-1]:
            self.indent(columns)
        return start

    def columns(self, spaces: str) -> tuple[int, int]:
        if spaces.isspace() and "\t" not in spaces and "\f" not in spaces:
            return len(spaces), len(spaces)
        column = alternative = 0
        for space in spaces:
            if space == " ":
                column, alternative = column + 1, alternative + 1
            elif space == "\t":
                column, alternative = (column // TAB + 1) * TAB, alternative + 1
            else:
                column = alternative = 0
        return column, alternative

    def indent(self, columns: tuple[int, int]) -> None:
        column, alternative = columns
        indents = self.indents
        if column > indents[-1][0]:
            if alternative <= indents[-1][1] or len(indents) >= MAX_INDENT:
                raise self.rejected("indentation")
            indents.append(columns)
            self.layout("INDENT")
            if self.match_seen:
                self.case_levels.append(len(indents))
            self.match_seen = False
            return
        while column < indents[-1][0]:
            indents.pop()
            self.layout("DEDENT")
        while self.case_levels and self.case_levels[-1] > len(indents):
            self.case_levels.pop()
        if columns != indents[-1]:
            raise self.rejected("indentation")

    def end_line(self) -> None:
        """Decide about ``match``, ``case`` and the parenthesis of a ``with`` at the end of a logical line.

        ``match`` is a keyword if the line starts with it and ends with a colon, because no simple statement ends so; ``case``
        is one if it starts a line directly inside of a ``match``.
        """
        kinds = self.kinds
        first = self.first
        while first < len(kinds) and kinds[first] in ("INDENT", "DEDENT", "async"):
            first += 1
        if kinds[first : first + 2] == ["with", "("] and self.holds_as(first + 2):
            kinds[first + 1] = "WITH_OPEN"
        if first >= len(kinds) or kinds[first] != "NAME":
            return
        token = self.tokens[first + 1]
        if token.is_word("match") and kinds[-1] == ":" and len(kinds) - first > 2:
            kinds[first] = "match"
            self.match_seen = True
        elif token.is_word("case") and self.case_levels and self.case_levels[-1] == len(self.indents):
            kinds[first] = "case"

    def holds_as(self, index: int) -> bool:
        """Whether the parenthesis that is open before this token directly contains an ``as``."""
        depth = 1
        for kind in self.kinds[index:]:
            depth += (kind in CLOSERS or kind == "FIELD_OPEN") - (kind in CLOSERS.values() or kind == "FIELD_CLOSE")
            if depth == 0 or (depth == 1 and kind == "as"):
                return depth == 1
        return False


METHODS = {
    OPEN: Lexer.opening,
    CLOSE: Lexer.closing,
    NEWLINE: Lexer.newline,
    STRING: Lexer.string,
    FSTRING: Lexer.fstring_start,
    CONTINUATION: Lexer.continuation,
}


def identifier(word: str) -> str:
    """The name for non-ASCII bytes, in the normal form in which Python compares names."""
    name = real_text(word)
    if not name.isidentifier():
        raise Rejected("identifier")
    return normalize("NFKC", name)
