"""The source of the main program.  CPython reads it from its file line by line, and a module's source in one piece.

That has two effects: line ends are the same everywhere before anything reads them, and an error at the very end of
the file has no column, because CPython no longer has the last line.
"""

from __future__ import annotations

from types import CodeType

from .compiling import compile_file, compile_source

NO_COLUMN = -1
"""``end_offset`` of an error that CPython's parser reports at a token without a position."""

_UNINDENT = "unindent does not match any outer indentation level"
"""An error of the tokenizer, which has no column either; but the tokenizer still has the line."""


def compile_main(source: str | bytes, filename: str) -> CodeType:
    """The code object of a program that is read from a file or from standard input."""
    if isinstance(source, bytes):
        source = source.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    try:
        if filename == "<stdin>":
            return compile_source(source, filename, "exec", module="__main__")
        return compile_file(source, filename, is_main=True, module="__main__")
    except SyntaxError as error:
        if error.filename == filename and _at_the_end(error, source):
            error.offset = 0
            place = (filename, error.lineno, 0, error.text, error.end_lineno, NO_COLUMN)
            error.args = (error.msg, place)
        raise


def _at_the_end(error: SyntaxError, source: str | bytes) -> bool:
    """Whether the parser was at the end of the source."""
    if error.end_offset != NO_COLUMN or error.msg == _UNINDENT or error.text is None or error.offset is None:
        return False
    data = source if isinstance(source, bytes) else source.encode(errors="surrogatepass")
    last = len(data.splitlines())  # of bytes, because str has more line ends
    text = error.text.rstrip("\r\n")
    if error.lineno != last or error.offset <= len(text):
        return False
    # A line continued at the end of the file is still there, if the tokenizer has read a part of it.
    return not text.endswith("\\") or not text[:-1].strip()
