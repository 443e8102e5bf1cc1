"""A token: its text and its position."""

from __future__ import annotations


class Token:
    """One token. The attributes for positions have the names and meanings of those of ``ast`` nodes.

    ``text`` is a view of the source in which one character is one UTF-8 byte (see ``source``); names and keywords have their
    final form.
    """

    __slots__ = ("col_offset", "end_col_offset", "end_lineno", "lineno", "text")

    def __init__(self, text: str, lineno: int, col_offset: int, end_lineno: int, end_col_offset: int) -> None:
        self.text = text
        self.lineno = lineno
        self.col_offset = col_offset
        self.end_lineno = end_lineno
        self.end_col_offset = end_col_offset

    def is_word(self, word: str) -> bool:
        """Whether a name is written as ``word``, and does not only have this normal form."""
        return self.text == word and self.end_col_offset - self.col_offset == len(word)

    def __repr__(self) -> str:
        return f"Token({self.text!r}, {self.lineno}:{self.col_offset}-{self.end_lineno}:{self.end_col_offset})"
