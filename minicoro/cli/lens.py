"""``--as VERSION``: the coroutine semantics of another Python on this one."""

from __future__ import annotations

import platform
import sys
from pathlib import Path

from minicoro.cli.command_line import UsageError
from minicoro.core import versions

WORDS = "VERSION[,SWITCH...], where a switch that is named is turned over from what it is in that version"


def taken(text: str) -> dict[str, bool]:
    """What the value of ``--as`` asks for: the switches that are to differ from the running Python; UsageError if nothing.

    text: a version such as ``3.12`` (its newest release that is known) or ``3.13.0``; after it, names of switches.
    """
    named, *turned = text.split(",")
    first, last = [".".join([str(part) for part in each]) for each in (versions.VERSIONS[0], versions.VERSIONS[-1])]
    parts = named.split(".")
    if not all([part.isdecimal() and len(part) < 4 for part in parts]) or len(parts) not in (2, 3):
        raise UsageError(f"--as takes a version of Python, such as {first}, not {named!r}")
    version = tuple([int(part) for part in parts])
    if version[:2] not in versions.VERSIONS:
        raise UsageError(f"--as knows the versions {first} to {last}, not {named}")
    known = [name for name, switch in versions.SWITCHES.items() if switch.moved]
    for name in turned:
        if name not in known:
            raise UsageError(f"there is no switch {name!r}; there are: {', '.join(known)}")
    return versions.seen_as((*version, versions.NEWEST)[:3], turned)


def put_on(text: str) -> None:
    """Let this process behave as ``--as`` says, before the interpreter is loaded, and say what that leaves as it is."""
    if not text:
        return
    versions.behave_as(taken(text))
    host = f"{platform.python_implementation()} {platform.python_version()}"
    print(
        f"minicoro: coroutines behave as in Python {text}; syntax, plain Python, the library and its messages"
        f" are those of {host}",
        file=sys.stderr,
    )


def check_library(folder: str) -> None:
    """UsageError if there is no ``asyncio`` in the folder that ``--library`` names."""
    if folder and not Path(folder, "asyncio", "__init__.py").is_file():
        raise UsageError(
            f"--library takes the folder of a Python's library, such as /usr/lib/python3.12; no asyncio in {folder!r}"
        )
