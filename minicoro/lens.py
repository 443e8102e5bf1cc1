"""``--as``: the coroutine semantics of another version of Python.  It must be imported before the rest of the interpreter.

`SWITCHES` are the differences; `known` returns the tested versions; `taken` parses the value of ``--as``, `behave_as` applies it.
"""

from __future__ import annotations

from minicoro.core import versions
from minicoro.core.versions import NEWEST, SWITCHES, behave_as, seen_as
from minicoro.host.folder import folder

__all__ = ["NEWEST", "SWITCHES", "behave_as", "folder", "known", "seen_as", "taken"]


def known() -> tuple[versions.Version, ...]:
    """The versions on which minicoro is tested."""
    return versions.VERSIONS


def taken(text: str) -> dict[str, bool]:
    """The switches for the value of ``--as``, as `seen_as` returns them.  Raises ValueError for an unknown version or switch.

    text: a version such as ``3.12`` (its newest known release) or ``3.13.0``; then, after commas, names of switches to turn.
    """
    named, *turned = text.split(",")
    first, last = [".".join([str(part) for part in each]) for each in (versions.VERSIONS[0], versions.VERSIONS[-1])]
    parts = named.split(".")
    if not all([part.isdecimal() and len(part) < 4 for part in parts]) or len(parts) not in (2, 3):
        raise ValueError(f"--as takes a version of Python, such as {first}, not {named!r}")
    version = tuple([int(part) for part in parts])
    if version[:2] not in versions.VERSIONS:
        raise ValueError(f"--as knows the versions {first} to {last}, not {named}")
    known = [name for name, switch in versions.SWITCHES.items() if switch.changeable]
    for name in turned:
        if name not in known:
            raise ValueError(f"there is no switch {name!r}; there are: {', '.join(known)}")
    return versions.seen_as((*version, versions.NEWEST)[:3], turned)
