"""The folder of the kit: in the checkout, or in the installed package."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent


def folder() -> Path:
    """The folder of the cases; FileNotFoundError if this installation does not contain them."""
    for path in (_PACKAGE / "_conformance", _PACKAGE.parent / "tests" / "conformance"):
        if (path / "features.txt").is_file():
            return path
    raise FileNotFoundError("this installation of minicoro comes without its conformance kit")
