"""The book of rules, read: chapters, rules, examples and the versions that their outputs are true on."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.running import ROOT

SPEC = ROOT / "spec"
ID = r"[a-z][a-z-]*/[a-z0-9][a-z0-9-]*"
HEADING = re.compile(rf"### `({ID})`")
_FENCE = re.compile(r"```(\w+)(?: ([\d.+-]+))?")

Version = tuple[int, int]


@dataclass(frozen=True)
class Output:
    """What an example prints on some versions."""

    text: str
    low: Version = (3, 11)
    high: Version = (3, 99)

    def holds(self, version: Version) -> bool:
        return self.low <= version <= self.high


@dataclass
class Rule:
    """One rule, as the chapter has it."""

    id: str
    chapter: str
    line: int
    text: list[str] = field(default_factory=list)
    fields: dict[str, str] = field(default_factory=dict)
    example: str = ""
    outputs: list[Output] = field(default_factory=list)

    def output(self, version: Version) -> str | None:
        """What the example prints on this version; None if the rule says nothing of it."""
        found = [output for output in self.outputs if output.holds(version)]
        assert len(found) <= 1, f"{self.id}: two outputs for {version}"
        return found[0].text if found else None


def chapters() -> list[Path]:
    """The files of the book."""
    return sorted(SPEC.glob("*.md"))


def rules() -> list[Rule]:
    """All rules, in the order of the files."""
    return [rule for path in chapters() for rule in _rules_of(path)]


def _rules_of(path: Path) -> Iterator[Rule]:
    rule: Rule | None = None
    lines = iter(enumerate(path.read_text().splitlines(), 1))
    for number, line in lines:
        heading = HEADING.fullmatch(line)
        fence = _FENCE.fullmatch(line)
        if heading or line.startswith(("# ", "## ", "### ")):
            if rule is not None:
                yield rule
            rule = Rule(heading[1], path.stem, number) if heading else None
        elif fence:
            block = "".join(f"{text}\n" for text in _block(lines))
            if rule is not None:
                _fenced(rule, fence[1], fence[2] or "", block)
        elif rule is not None:
            _line(rule, line)
    if rule is not None:
        yield rule


def _block(lines: Iterator[tuple[int, str]]) -> Iterator[str]:
    for _, line in lines:
        if line == "```":
            return
        yield line
    raise AssertionError("a block without an end")


def _fenced(rule: Rule, kind: str, versions: str, block: str) -> None:
    if kind == "python":
        assert not rule.example, f"{rule.id}: two examples"
        rule.example = block
    elif kind == "text":
        rule.outputs.append(Output(block, *_range(versions)))


def _line(rule: Rule, line: str) -> None:
    match = re.fullmatch(r"(Source|Code|Since|Versions|Host|Own): (.+)", line)
    if match:
        rule.fields[match[1]] = match[2]
    elif line and not line.startswith(">"):
        rule.text.append(line)


def _range(text: str) -> tuple[Version, Version]:
    if not text:
        return (3, 11), (3, 99)
    if text.endswith("+"):
        return _version(text[:-1]), (3, 99)
    low, _, high = text.partition("-")
    return _version(low), _version(high or low)


def _version(text: str) -> Version:
    major, minor = text.split(".")
    return int(major), int(minor)


def fill(path: Path, version: Version, printed: Callable[[str], str]) -> None:
    """Write into a chapter what its examples print on this version: ``printed`` runs a program."""
    out: list[str] = []
    example, is_emitted = "", False
    lines = iter(enumerate(path.read_text().splitlines(), 1))
    for _, line in lines:
        out.append(line)
        was_emitted, is_emitted = is_emitted, line.startswith("<!-- emitted") or (is_emitted and not line)
        fence = _FENCE.fullmatch(line)
        if fence:
            block = list(_block(lines))
            if fence[1] == "python":
                example = "\n".join(block) + "\n"
            elif fence[1] == "text" and not was_emitted and Output("", *_range(fence[2] or "")).holds(version):
                block = printed(example).splitlines()
            out += [*block, "```"]
    path.write_text("\n".join(out) + "\n")


def without_warnings(err: str) -> str:
    """The error output without what 3.14 warns of: ``return`` and its like in ``finally`` (PEP 765)."""
    return re.sub(r".*: SyntaxWarning: '\w+' in a 'finally' block\n.*\n", "", err)
