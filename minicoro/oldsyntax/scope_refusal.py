"""How a rule refuses a program."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from minicoro.oldsyntax import nodes as ast


class Refused(Exception):  # noqa: N818  (an outcome, not an error of ours)
    """A rule's answer: what is wrong, and which node is."""

    def __init__(self, message: str, node: ast.AST) -> None:
        super().__init__(message)
        self.message = message
        self.node = node

    def syntax_error(self, filename: str) -> SyntaxError:
        """The exception that CPython's compiler raises for this."""
        line: int = self.node.lineno  # type: ignore[attr-defined]
        column: int = self.node.col_offset  # type: ignore[attr-defined]
        end_line: int = self.node.end_lineno  # type: ignore[attr-defined]
        end_column: int = self.node.end_col_offset  # type: ignore[attr-defined]
        # The compiler counts bytes here, where the parser counts characters.
        details = (filename, line, column + 1, line_of_file(filename, line), end_line, end_column + 1)
        return SyntaxError(self.message, details)


def line_of_file(filename: str, number: int) -> str | None:
    """A line as the compiler quotes it: from the file on disk, whatever the source that was compiled."""
    try:
        with open(filename, "rb") as file:  # noqa: PTH123  pathlib is slow to import
            lines = file.readlines()
    except (OSError, ValueError):
        return None
    if not 0 < number <= len(lines):
        return None
    return lines[number - 1].replace(b"\r\n", b"\n").decode("utf-8", "replace")
