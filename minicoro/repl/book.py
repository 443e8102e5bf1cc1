"""The rules of the book (spec/), as texts."""

import re
from pathlib import Path

# to a file, or to another page of the book
_LINK = re.compile(r"\[([^]]+)\]\((?:\.\./([^)]+)|[\w-]+\.md[^)]*)\)")


def rules() -> dict[str, str] | None:
    """The text of each rule by its name; None if the book is not installed."""
    package = Path(__file__).parent.parent
    for book in (package / "_spec", package.parent / "spec"):
        if book.is_dir():
            return {heading: text for page in sorted(book.glob("*.md")) for heading, text in _rules_of(page)}
    return None


def _rules_of(page: Path) -> list[tuple[str, str]]:
    """The rules of a page: each heading that is a name in backquotes, and the text up to the next heading.

    A link to a file is replaced by the path of the file, and a link to another page by its words.
    """
    found: list[tuple[str, str]] = []
    heading, lines = "", list[str]()
    for line in page.read_text(encoding="utf-8").splitlines():
        if (line.startswith("#") and not line.startswith("# ")) or line.startswith("## "):
            if heading:
                found.append((heading, "\n".join(lines).rstrip()))
            words = line.strip("# ").strip()
            heading, lines = (words.strip("`") if words.startswith("`") else ""), []
        lines.append(_LINK.sub(lambda link: link[2] or link[1], line))
    if heading:
        found.append((heading, "\n".join(lines).rstrip()))
    return found
