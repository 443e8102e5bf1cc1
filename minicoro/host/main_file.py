"""The text of the main program, which CPython reads from its file line by line and not, as a module's, in one piece.

That shows in two things: line ends are the same everywhere before anything looks at them, and an error found at the
very end of the file has no column, for the last line is gone by then.
"""

from __future__ import annotations

from types import CodeType

from .compiling import compile_file, compile_source

NO_COLUMN = -1
"""``end_offset`` of an error that CPython's parser has found at a token without a place of its own."""

_UNINDENT = "unindent does not match any outer indentation level"
"""An error without a column too, but of the tokenizer, which has the line in its hands."""


def compile_main(source: str | bytes, filename: str) -> CodeType:
    """The code object of a program that is read from a file or from standard input."""
    if isinstance(source, bytes):
        source = source.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    try:
        if filename == "<stdin>":
            return compile_source(source, filename, "exec")
        return compile_file(source, filename, is_main=True)
    except SyntaxError as error:
        if error.filename == filename and _at_the_end(error, source):
            error.offset = 0
            place = (filename, error.lineno, 0, error.text, error.end_lineno, NO_COLUMN)
            error.args = (error.msg, place)
        raise


def _at_the_end(error: SyntaxError, source: str | bytes) -> bool:
    """Whether the parser had nothing left to look at."""
    if error.end_offset != NO_COLUMN or error.msg == _UNINDENT or error.text is None or error.offset is None:
        return False
    data = source if isinstance(source, bytes) else source.encode(errors="surrogatepass")
    last = len(data.splitlines())  # of bytes: at line ends only
    text = error.text.rstrip("\r\n")
    if error.lineno != last or error.offset <= len(text):
        return False
    # A line that goes on where the file ends is still there, if something has been read of it.
    return not text.endswith("\\") or not text[:-1].strip()
