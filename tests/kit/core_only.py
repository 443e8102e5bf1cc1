"""Runs cases of the kit with all of `minicoro.exact` left out: what then runs is the definition, `minicoro.core`, alone.

A batch as `minicoro.cli.batch` (see there).  Options: ``--walk``; ``--fast``: with the package `minicoro.fast`.
"""

import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

from minicoro import fast
from minicoro.cli import batch
from minicoro.host import callers, kinds, modules
from minicoro.host.main_file import compile_main
from minicoro.host.settings import OPTIONS


def run(options: Sequence[str], path: str) -> int:
    """What `minicoro.host.run` does, without `exact.install` and `limits.begin`."""
    OPTIONS.walk = "--walk" in options
    modules.install(())
    if "--fast" in options:
        fast.install()
    kinds.install()
    callers.install()
    sys.argv = [path]
    sys.path.insert(0, str(Path(path).parent))
    sys.modules["__main__"] = module = ModuleType("__main__")
    module.__file__ = path
    callers.HOST["exec"](compile_main(Path(path).read_bytes(), path), module.__dict__)
    return 0


if __name__ == "__main__":
    sys.exit(batch.main(run))
