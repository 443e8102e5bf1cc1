"""Where the code performs each rule: the functions, classes, modules and rules of the grammar that name its id after ``Rule:``."""

import ast
import re
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from tests.running import ROOT
from tests.spec.book import HEADING, ID

PACKAGE = ROOT / "minicoro"
PACKAGES = ("core", "lower", "syntax", "exact", "walk")
"""The packages whose functions are named first, in this order."""
MOST = 3
"""The largest number of functions that a chapter names for one rule."""


@dataclass(frozen=True)
class Place:
    """A function, class, module or rule of the grammar that performs a rule.

    name: the qualified name; empty for a module.  line: the line that names the rule.
    """

    path: Path
    name: str
    line: int

    @property
    def file(self) -> str:
        return source_name(self.path)


def source_name(path: Path) -> str:
    """The path of a source inside of the package; of any other file, inside of the repository."""
    return str(path.relative_to(PACKAGE if path.is_relative_to(PACKAGE) else ROOT))


def places() -> dict[str, list[Place]]:
    """For each rule id that the code names, the places, the definition (``core``, ``lower``) first."""
    found: dict[str, list[Place]] = defaultdict(list)
    for path in [*sorted(PACKAGE.rglob("*.py"), key=_order), ROOT / "grammar" / "python.lark"]:
        text = path.read_text(encoding="utf-8")
        if "Rule:" not in text:
            continue
        names = _definitions(ast.parse(text), "") if path.suffix == ".py" else _of_grammar(text)
        for line, rule in _named(text):
            name = [name for first, last, name in names if first <= line <= last][-1:]
            found[rule].append(Place(path, name[0] if name else "", line))
    return found


def _order(path: Path) -> tuple[int, Path]:
    package = path.relative_to(PACKAGE).parts[0]
    return PACKAGES.index(package) if package in PACKAGES else len(PACKAGES), path


def _of_grammar(text: str) -> list[tuple[int, int, str]]:
    """As `_definitions`, of a grammar: a rule begins with the comment above it."""
    lines = text.splitlines()
    heads = [(number, match[1]) for number, line in enumerate(lines, 1) if (match := re.match(r"[?!]*(\w+)\s*:", line))]
    firsts = [number for number, _ in heads]
    for index, first in enumerate(firsts):
        while first > 1 and lines[first - 2].startswith("//"):
            first -= 1
        firsts[index] = first
    lasts = [first - 1 for first in firsts[1:]] + [len(lines)]
    return [(first, last, name) for first, last, (_, name) in zip(firsts, lasts, heads, strict=True)]


def _named(text: str) -> list[tuple[int, str]]:
    """Each rule id after a ``Rule:``, also in the lines that continue such a list, with its line."""
    found, in_list = [], False
    for number, line in enumerate(text.splitlines(), 1):
        in_list = "Rule:" in line or (in_list and re.match(r"\s*[a-z]", line) is not None)
        if in_list:
            found += [(number, rule) for rule in re.findall(rf"(?<![\w/.-])({ID})(?![\w/])", line)]
    return found


def _definitions(node: ast.AST, prefix: str) -> list[tuple[int, int, str]]:
    """First line, last line and qualified name of each function and class, an outer one before those inside of it."""
    found = []
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            found.append((child.lineno, child.end_lineno or child.lineno, prefix + child.name))
            found += _definitions(child, f"{prefix}{child.name}.")
        else:
            found += _definitions(child, prefix)
    return found


def field(rule: str, found: dict[str, list[Place]]) -> str:
    """The value of a rule's field ``Code:``: function names, and links to their files; empty if no code names the rule."""
    files: dict[str, list[str]] = {}
    for place in found.get(rule, [])[:MOST]:
        names = files.setdefault(place.file, [])
        if place.name and f"`{place.name}`" not in names:
            names.append(f"`{place.name}`")
    up = {place.file: f"../{place.path.relative_to(ROOT)}" for place in found.get(rule, [])}
    links = [(names, f"[{file}]({up[file]})") for file, names in files.items()]
    return "; ".join([f"{', '.join(names)} in {link}" if names else link for names, link in links])


def named_functions(value: str) -> list[tuple[str, str]]:
    """The functions in a field ``Code:``: name (empty: the module) and file."""
    found = []
    for part in value.split("; ") if value else ():
        names, _, link = part.rpartition("[")
        found += [(name, link.partition("]")[0]) for name in re.findall(r"`([^`]+)`", names) or [""]]
    return found


def with_fields(text: str, found: dict[str, list[Place]]) -> str:
    """The text of a chapter in which each rule has its field ``Code:``, after its source."""
    out, rule, in_block = [], "", False
    for line in text.splitlines():
        heading = HEADING.fullmatch(line)
        if line.startswith("```"):
            in_block = not in_block
        elif heading:
            rule = heading[1]
        if in_block or not line.startswith("Code: "):
            out.append(line)
        if not in_block and line.startswith(("Source: ", "Own: ")) and field(rule, found):
            out.append(f"Code: {field(rule, found)}")
    return "\n".join(out) + "\n"
