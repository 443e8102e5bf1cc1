"""Whether a text could become valid Python with more lines: for a prompt, which then asks for a further line."""

import re

from .driver import END, run
from .errors import Rejected
from .lexer import Lexer
from .parser import TextBuilder
from .source import byte_view
from .tokens import Token

_LONG_STRING = re.compile(r"[ \t\f]*[A-Za-z]{0,2}(?:'''|\"\"\")")
_CONTINUED_STRING = re.compile(r"[ \t\f]*[A-Za-z]{0,2}['\"].*\\\n\Z", re.DOTALL)


def is_unfinished(source: str) -> bool:
    """Whether ``source`` is the beginning of a Python text, but not complete. A text with an error in it is not unfinished."""
    builder = TextBuilder()
    try:
        lexer = Lexer(byte_view(source), builder.keywords)
    except Rejected:
        return False
    kinds, tokens, broken = lexer.kinds, lexer.tokens, False
    try:
        lexer.run()
    except Rejected as rejected:
        if not _breaks_off(lexer, rejected):
            return False
        # The text before the break must be right: then the parser stops at the end of the text.
        broken = True
        kinds, tokens = [*kinds, END], [*tokens[1:], Token("", lexer.line, 0, lexer.line, 0)]
    stumbles = _stumbles(builder, kinds, tokens)
    if stumbles is None:
        return broken
    blocks = _last_text(kinds)
    # A block without a body is closed before the text ends, and the parser stops there.
    return stumbles == END or _stumbles(builder, [*kinds[:blocks], END], [*tokens[:blocks], tokens[-1]]) == END


def _stumbles(builder: TextBuilder, kinds: list[str], tokens: list[Token]) -> str | None:
    """The token at which the parser cannot continue; None if there is none."""
    try:
        run(builder.machine, builder.plan, "file_input", kinds, tokens)
    except Rejected as rejected:
        return rejected.reason
    return None


def _last_text(kinds: list[str]) -> int:
    """The start of the layout at the end of a text."""
    at = len(kinds) - 1
    while at and kinds[at - 1] == "DEDENT":
        at -= 1
    return at


def _breaks_off(lexer: Lexer, rejected: Rejected) -> bool:
    """Whether the text ends inside of brackets, a continued line, or a string of several lines."""
    if rejected.reason == "end of text":
        return True
    place = lexer.bol + rejected.col_offset
    if rejected.reason == "f-string":
        return place >= len(lexer.text)
    rest = lexer.text[place:]
    return rejected.reason == "character" and bool(_LONG_STRING.match(rest) or _CONTINUED_STRING.match(rest))
