"""The complete machine of an outline: a machine from a stored file has no syntax, so its source is lowered again."""

from __future__ import annotations

from functools import lru_cache

from minicoro.compiled.outlines import hash_of
from minicoro.core.machine import Machine


def whole(machine: Machine) -> Machine:
    """The machine with its syntax.  Raises TypeError if its source file has changed or cannot be read."""
    if machine.origin is None:
        return machine
    filename, hashed, number = machine.origin
    return _lowered(filename, hashed)[number]


@lru_cache(maxsize=8)
def _lowered(filename: str, hashed: bytes) -> list[Machine]:
    """The machines of a source file, by number."""
    from minicoro.compiled.functions import unlinked  # imported here: most runs do not need it
    from minicoro.syntax import parse

    try:
        with open(filename, "rb") as file:  # noqa: PTH123  a name as the program sees it
            source = file.read()
    except OSError as error:
        raise TypeError(f"{filename} cannot be read any more: {error}") from None
    if hash_of(source) != hashed:
        raise TypeError(f"{filename} has changed since it was loaded: its machines cannot be shown")
    return unlinked(parse(source, filename), filename)[1]
