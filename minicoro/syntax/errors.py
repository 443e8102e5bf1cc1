"""What the parser raises besides the host's own ``SyntaxError``."""

from __future__ import annotations


class GrammarFault(Exception):  # noqa: N818 - a fault of ours is no error of the text's
    """The host's parser accepts a text that ours rejects: a fault of ours, never of the text's author."""

    def __init__(self, filename: str, lineno: int, col_offset: int, token: str) -> None:
        super().__init__(f"{filename}:{lineno}:{col_offset + 1}: the grammar rejects {token!r}, which Python accepts")
        self.filename = filename
        self.lineno = lineno
        self.col_offset = col_offset
        self.token = token


class Rejected(Exception):  # noqa: N818 - a verdict, seen inside this package only
    """Ours: the text is not Python. ``parse`` catches it and asks the host for the message."""

    def __init__(self, reason: str, lineno: int = 0, col_offset: int = 0) -> None:
        super().__init__(reason)
        self.reason = reason
        self.lineno = lineno
        self.col_offset = col_offset
