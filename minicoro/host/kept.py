"""Store compiled code objects in files, like ``.pyc`` files, so that a source is parsed and lowered once.

A stored file has the code object before linking, the outlines of its machines, and a key.  It is ignored if the key differs
(the source's name or text, the version of Python, the interpreter's own sources), or if it is damaged.  A folder that
cannot be written to is ignored as well.
"""

from __future__ import annotations

import builtins
import marshal
import os
import sys
from _frozen_importlib_external import MAGIC_NUMBER
from _imp import source_hash
from _thread import get_ident
from contextlib import suppress
from functools import cache
from os import fdopen, makedirs, replace, stat, unlink
from types import CodeType
from typing import Any

from ..compiled import positions
from ..compiled.linking import linked
from ..compiled.outlines import hash_of, outline, outlined
from ..core.machine import Machine
from ..core.versions import CHANGED
from ..exact.tracebacks import PACKAGE
from .folder import folder

SOURCES = ("core", "lower", "compiled", "syntax", "syntax/build", "host", "_grammar", "../grammar")
"""The folders whose files determine the emitted code."""

MARK = positions.MARK.encode()
SEED = int.from_bytes(MAGIC_NUMBER, "little")
LENGTH = 8
"""The size of the hash at the start of a stored file, which is of all bytes after it."""


@cache
def version() -> tuple[str, bytes]:
    """The part of the key for the emitter: version of Python, its option -O, values of `--as`; a hash of its sources' names, sizes and times."""
    found = []
    for package in SOURCES:
        place = os.path.join(PACKAGE, package)
        if os.path.isdir(place):
            found += [(package, each.name, each.stat()) for each in os.scandir(place) if each.is_file()]
    seen = sorted([(package, name, status.st_size, status.st_mtime_ns) for package, name, status in found])
    return repr((sys.version, sys.flags.optimize, CHANGED)), source_hash(SEED, repr(seen).encode())


def path_of(filename: str, optimize: int) -> str | None:
    """The stored file of a source file, for the first part of `version`; a changed source replaces it."""
    place = folder()
    told = repr((filename, optimize, version()[0])).encode("utf-8", "surrogatepass")
    return place and os.path.join(place, f"{source_hash(SEED, told).hex()}.{sys.implementation.cache_tag}")


def key_of(source: bytes, filename: str, optimize: int) -> tuple[Any, ...]:
    return filename, hash_of(source), optimize, *version()


def load(source: bytes, filename: str, optimize: int) -> CodeType | None:
    """The stored code object of a source file, or None."""
    path = path_of(filename, optimize)
    if path is None:
        return None
    try:
        with builtins.open(path, "rb") as file:
            data = file.read()
        if source_hash(SEED, data[LENGTH:]) != data[:LENGTH]:
            return None
        key, code, outlines = marshal.loads(data[LENGTH:])
        if key != key_of(source, filename, optimize):
            return None
        if MARK not in data:  # nothing has to be linked
            return code  # type: ignore[no-any-return]
        machines = [outlined(each, (filename, key[1], number)) for number, each in enumerate(outlines)]
        return linked(code, machines)
    except (OSError, EOFError, ValueError, TypeError, LookupError, AttributeError):
        return None


def store(source: bytes, filename: str, optimize: int, code: CodeType, machines: list[Machine]) -> None:
    """Store the compiled code of a source file, readable by those who can read the source; errors are ignored."""
    path = path_of(filename, optimize)
    if path is None or sys.dont_write_bytecode:
        return
    new = f"{path}.{os.getpid()}.{get_ident()}"
    try:
        mode = stat(filename).st_mode & 0o666 | 0o200
        data = marshal.dumps((key_of(source, filename, optimize), code, [outline(each) for each in machines]))
        makedirs(os.path.dirname(path), 0o700, exist_ok=True)
        with fdopen(os.open(new, os.O_CREAT | os.O_EXCL | os.O_WRONLY, mode), "wb") as file:
            file.write(source_hash(SEED, data) + data)
        replace(new, path)
    except (OSError, ValueError):
        with suppress(OSError):
            unlink(new)
