"""Files kept between runs: where they stand, and how they are read and written so that nothing can go wrong.

What is kept is only ever a saving: a file that is missing, damaged, foreign or cannot be written is as good as none.
This module is part of every start, so it imports nothing that the host has not loaded already.
"""

# pathlib takes longer to import than all that is done here.
# ruff: noqa: PTH103, PTH105, PTH108, PTH111, PTH117, PTH118, PTH120, PTH123

from __future__ import annotations

import _imp
import os
import sys

MARK = b"minicoro"
SEAL_KEY = 0x6D696E69636F726F
SEAL = len(MARK) + 16


def directory() -> str | None:
    """Where files are kept: with the bytecode if that has a place of its own, else in the user's cache."""
    if sys.pycache_prefix:
        return os.path.join(sys.pycache_prefix, "minicoro")
    base = os.environ.get("XDG_CACHE_HOME") or ""
    if not os.path.isabs(base):
        home = os.path.expanduser("~")
        if not os.path.isabs(home):
            return None
        base = os.path.join(home, ".cache")
    return os.path.join(base, "minicoro")


def digest(key: int, data: bytes) -> bytes:
    """Eight bytes that tell data apart; as safe as those by which the host knows the source of its bytecode."""
    return _imp.source_hash(key, data)


def read(path: str) -> bytes | None:
    """What `write` put there, whole; None for anything else."""
    try:
        with open(path, "rb", 0) as file:
            data = file.read()
    except OSError:
        return None
    body = data[SEAL:]
    return body if data[:SEAL] == _seal(body) else None


def write(path: str, body: bytes) -> None:
    """Put a file into place whole, so that no reader sees half of it and of two writers one wins."""
    part = f"{path}.{os.getpid()}"
    try:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(part, "wb") as file:
            file.write(_seal(body))
            file.write(body)
        os.replace(part, path)
    except OSError:
        _remove(part)


def prune(folder: str, at_most: int) -> None:
    """Remove the older half of a folder's files if there are more than ``at_most``."""
    try:
        with os.scandir(folder) as entries:
            aged = [(entry.stat().st_mtime_ns, entry.path) for entry in entries]
    except OSError:
        return
    if len(aged) > at_most:
        for _, path in sorted(aged)[: len(aged) // 2]:
            _remove(path)


def _remove(path: str) -> None:
    try:
        os.unlink(path)
    except OSError:
        pass


def _seal(body: bytes) -> bytes:
    """What marks a file as ours and whole; ``marshal`` must not read another."""
    return MARK + len(body).to_bytes(8, "big") + digest(SEAL_KEY, body)
