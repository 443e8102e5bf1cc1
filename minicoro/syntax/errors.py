"""The exceptions that the parser raises besides the host's own ``SyntaxError``."""

from __future__ import annotations


class GrammarFault(Exception):  # noqa: N818 - a fault of minicoro, not an error in the text
    """The host's parser accepts a text that minicoro's parser rejects: a fault of minicoro."""

    def __init__(self, filename: str, lineno: int, col_offset: int, token: str) -> None:
        super().__init__(f"{filename}:{lineno}:{col_offset + 1}: the grammar rejects {token!r}, which Python accepts")


class Rejected(Exception):  # noqa: N818 - a verdict, seen inside this package only
    """The text is not valid Python. ``parse`` catches this exception and lets the host raise its error."""

    def __init__(self, reason: str, lineno: int = 0, col_offset: int = 0) -> None:
        super().__init__(reason)
        self.reason = reason
        self.lineno = lineno
        self.col_offset = col_offset
