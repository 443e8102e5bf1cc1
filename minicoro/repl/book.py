"""The rules of the book (spec/), as texts."""

import difflib
import re
import textwrap
from pathlib import Path

from minicoro.observe.screen import width

# to a file, or to another page of the book
_LINK = re.compile(r"\[([^]]+)\]\((?:\.\./([^)]+)|[\w-]+\.md[^)]*)\)")


def rules() -> dict[str, str] | None:
    """The text of each rule by its name; None if the book is not installed."""
    package = Path(__file__).parent.parent
    for book in (package / "_spec", package.parent / "spec"):
        if book.is_dir():
            return {heading: text for page in sorted(book.glob("*.md")) for heading, text in _rules_of(page)}
    return None


def similar(name: str, known: dict[str, str]) -> list[str]:
    """For an unknown name, the names of the rules that contain it; if there are none, up to three that are spelled alike."""
    return [each for each in known if name in each] or difflib.get_close_matches(name, known, 3)


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


_STANDS_ALONE = ("#", "|", "```")
_BEGINS = (
    *_STANDS_ALONE,
    "- ",
    *[f"{word}: " for word in ("Source", "Code", "Host", "Own", "Schedules", "Since", "Versions")],
)


def folded(text: str) -> str:
    """A rule in lines that fit the terminal, or COLUMNS; its code, its tables, and all in another file, stay as they are."""
    columns, is_code = width(0), False
    if not columns:
        return text
    whole: list[tuple[str, bool]] = []  # each paragraph or item in one line, and whether it stays as it is
    for line in text.splitlines():
        is_code ^= line.startswith("```")
        before, stays = whole[-1] if whole else ("", True)
        if line and before and not stays and not is_code and not line.startswith(_BEGINS):
            whole[-1] = f"{before} {line.strip()}", False
        else:
            whole.append((line, is_code or line.startswith(_STANDS_ALONE)))
    fold = textwrap.TextWrapper(columns, break_long_words=False, break_on_hyphens=False).fill
    return "\n".join([line if stays else fold(line) for line, stays in whole])
