"""Compare scopes with code objects over the running Python's whole library: ``python -m tests.scopes.whole_library``."""

import ast
import sys
import sysconfig
import tokenize
import warnings
from pathlib import Path

from minicoro.syntax import rules
from minicoro.syntax.scopes import analyse
from tests.scopes.against_code import compare
from tests.scopes.against_opcodes import compare_places


def library_files() -> list[Path]:
    return sorted(Path(sysconfig.get_path("stdlib")).rglob("*.py"))


def source_of(path: Path) -> str | None:
    """The text of a file, or None for those that are broken on purpose."""
    try:
        with tokenize.open(path) as file:
            return file.read()
    except (SyntaxError, UnicodeDecodeError):
        return None


def check(path: Path) -> list[str]:
    text = source_of(path)
    if text is None:
        return []
    try:
        found = compare(text)
    except SyntaxError:  # Broken on purpose; the rules have tests of their own.
        return []
    return found + compare_places(text) + refused(text)


def refused(text: str) -> list[str]:
    """What our rules say against a program that the host accepts."""
    tree = ast.parse(text)
    error = rules.refusal(tree, analyse(tree))
    return [] if error is None else [repr(error)]


def main(step: int = 1) -> int:
    warnings.simplefilter("ignore")
    files = library_files()[::step]
    failed = 0
    for path in files:
        try:
            found = check(path)
        except Exception as error:
            found = [repr(error)]
        if found:
            failed += 1
            print(path)
            for line in found[:5]:
                print("   ", line[:400])
    print(f"{len(files)} files, {failed} differ")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1))
