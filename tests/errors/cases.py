"""The programs to compare: ``cases/TOPIC/*.py``, several to a file.

A block starts with ``#: name`` and ends at the next one; its lines count from 1.  Behind the name may stand
``| options of the host`` (``-W error``).  ``#+ path`` inside a block starts another file of the same program, and
``#< text`` gives a line of its standard input.

``cases/TOPIC/*.txt`` are tables of short programs, one a line, with the signs of `SIGNS` for what no line can hold; a
line that begins with ``!b`` is a bytes literal.  The first line says what the table is about.
"""

import ast
from dataclasses import dataclass, field
from pathlib import Path

CASES = Path(__file__).with_name("cases")


@dataclass
class Case:
    """One program: its name (``topic/file/name``), host options, standard input and files; the first is run."""

    name: str
    options: tuple[str, ...] = ()
    stdin: str = ""
    files: dict[str, str] = field(default_factory=dict)

    @property
    def topic(self) -> str:
        return self.name.split("/")[0]

    def write(self, directory: Path) -> None:
        """Put the files into ``directory``."""
        for path, text in self.files.items():
            (directory / path).parent.mkdir(parents=True, exist_ok=True)
            (directory / path).write_bytes(text.encode("utf-8", "surrogateescape"))


MAIN = "case.py"

BYTES = "!b"
SIGNS = {"¶": "\n", "⇥": "\t", "␌": "\f", "␍": "\r"}


def load(root: Path = CASES) -> list[Case]:
    """Every case; ValueError for two of the same name."""
    found = [case for path in sorted(root.glob("*/*.py")) for case in _in_file(path, root)]
    found += [case for path in sorted(root.glob("*/*.txt")) for case in _in_table(path, root)]
    names = [case.name for case in found]
    twice = {name for name in names if names.count(name) > 1}
    if twice:
        raise ValueError(f"cases of the same name: {sorted(twice)}")
    return found


def _in_file(path: Path, root: Path) -> list[Case]:
    prefix = str(path.relative_to(root).with_suffix(""))
    found: list[Case] = []
    current = MAIN
    for line in path.read_text(encoding="utf-8").removesuffix("\n").split("\n"):
        line += "\n"
        if line.startswith("#: "):
            name, _, options = line[3:].strip().partition(" | ")
            found.append(Case(f"{prefix}/{name}", tuple(options.split()), files={MAIN: ""}))
            current = MAIN
        elif not found:
            continue  # what stands before the first block says what the file is about
        elif line.startswith("#+ "):
            current = line[3:].strip()
            found[-1].files[current] = ""
        elif line.startswith("#< "):
            found[-1].stdin += line[3:]
        else:
            found[-1].files[current] += line
    return found


def _in_table(path: Path, root: Path) -> list[Case]:
    prefix = str(path.relative_to(root).with_suffix(""))
    _, *lines = path.read_text(encoding="utf-8").removesuffix("\n").split("\n")  # the first says what it is about
    return [Case(f"{prefix}/{line}", files={MAIN: program(line)}) for line in lines]


def program(line: str) -> str:
    """The program that a line of a table stands for; bytes that are no UTF-8 as `surrogateescape` has them."""
    if line.startswith(BYTES):
        return str(ast.literal_eval(line[1:]), "utf-8", "surrogateescape")
    for sign, character in SIGNS.items():
        line = line.replace(sign, character)
    return line + "\n"
