"""The host Python's own start: options that have to be in force before it, and the traces that our start leaves."""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import NoReturn

    from minicoro.cli.command_line import Program


def restart(own_words: int, host_options: Sequence[str], words: Sequence[str]) -> NoReturn:
    """Replace this process by one whose host has `host_options` in force and whose command line is `words`.

    `-X dev`, `-X importtime`, `-W error` and the like act while the host starts: on `sys.flags`, the memory allocator,
    `faulthandler`, the warning filters, asyncio's debug mode. Setting a few of these afterwards would be an
    imitation; a fresh start is the thing itself. The process stays the same (`execv`), so that a shell, a supervisor
    and a debugger see one program. `own_words` says how many words at the end of the present command line are ours.
    """
    interpreter, *entry = sys.orig_argv[: len(sys.orig_argv) - own_words]
    sys.stdout.flush()
    sys.stderr.flush()
    os.execv(sys.executable, [interpreter, *host_options, *entry, *words])


def hide_start(own_words: int, program: Program) -> None:
    """Make `sys.orig_argv` read as if the host had been started on `program`."""
    start = sys.orig_argv[: len(sys.orig_argv) - own_words]
    sys.orig_argv[:] = [*_without_entry(start), *program.words]


def _without_entry(start: Sequence[str]) -> list[str]:
    """The host and its options: `start` without the `-m minicoro` or the script that it was told to run."""
    by_module = len(start) > 2 and start[-2] == "-m"
    return list(start[:-2] if by_module else start[:-1])
