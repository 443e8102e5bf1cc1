"""Compare scopes with code objects over the running Python's whole library: ``python -m tests.scopes.whole_library``."""

import sys
import sysconfig
import tokenize
from pathlib import Path

from tests.scopes.against_code import compare


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
        return compare(text)
    except SyntaxError:
        return []


def main(step: int = 1) -> int:
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
