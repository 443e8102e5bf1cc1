"""`python -m tests.spec --fill`: write into the book what its examples print under the running CPython, and the links to code.

`python -m tests.spec --links` writes the links alone.
"""

import sys
import tempfile
from pathlib import Path

from tests.running import CPYTHON, run
from tests.spec.book import SPEC, chapters, fill
from tests.spec.code import places, with_fields

TRANSITIONS = Path(__file__).with_name("transitions.py")
BEGIN, END = "<!-- measured: python -m tests.spec --fill -->\n", "<!-- end -->\n"


def printed(example: str) -> str:
    """What a program prints under the running CPython; it must end well and say nothing else."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "example.py")
        path.write_text(example)
        ended = run(CPYTHON, str(path))
    if ended.code or ended.err:
        print(f"{example}\n{ended.err}", file=sys.stderr)
    return ended.out


def fill_tables() -> None:
    """Write the measured tables into the page of the machine."""
    page = SPEC / "machine.md"
    before, _, rest = page.read_text().partition(BEGIN)
    after = rest.partition(END)[2]
    page.write_text(f"{before}{BEGIN}\n{run(CPYTHON, str(TRANSITIONS)).out}{END}{after}")


def link() -> None:
    """Write into each rule the functions that perform it."""
    found = places()
    for path in chapters():
        path.write_text(with_fields(path.read_text(), found))


def main() -> int:
    if sys.argv[1:] not in (["--fill"], ["--links"]):
        print(__doc__)
        return 2
    link()
    if sys.argv[1] == "--fill":
        for path in [path for path in chapters() if path.name != "machine.md"]:  # its example is none of CPython's
            fill(path, sys.version_info[:2], printed)
        fill_tables()
    return 0


if __name__ == "__main__":
    sys.exit(main())
