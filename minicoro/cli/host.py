"""The start of the host Python: options that must be set before its start, and the traces of minicoro's start."""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import NoReturn

    from minicoro.cli.command_line import Program


def restart(own_words: int, host_options: Sequence[str], words: Sequence[str]) -> NoReturn:
    """Replace this process by one whose host has the options `host_options` and whose command line is `words`.

    `-X dev`, `-X importtime`, `-W error` and similar options act while the host starts: on `sys.flags`, the memory allocator,
    `faulthandler`, the warning filters, asyncio's debug mode.  Setting a few of these later would be only an imitation.  The
    process stays the same (`execv`), so that a shell, a supervisor and a debugger see one program.  `own_words`: the number of
    words at the end of the current command line that belong to minicoro.
    """
    interpreter, *entry = sys.orig_argv[: len(sys.orig_argv) - own_words]
    sys.stdout.flush()
    sys.stderr.flush()
    os.execv(sys.executable, [interpreter, *host_options, *entry, *words])


def hide_start(own_words: int, program: Program) -> None:
    """Set `sys.orig_argv` as if the host had been started with `program`."""
    start = sys.orig_argv[: len(sys.orig_argv) - own_words]
    sys.orig_argv[:] = [*_without_entry(start), *program.words]


def _without_entry(start: Sequence[str]) -> list[str]:
    """The host and its options: `start` without `-m minicoro` or the script of the command."""
    by_module = len(start) > 2 and start[-2] == "-m"
    return list(start[:-2] if by_module else start[:-1])
