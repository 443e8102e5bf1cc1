"""One of the programs in ``scripts/`` run by CPython and by minicoro."""

from __future__ import annotations

import json
import os
import subprocess
from typing import Any

from benchmarks.catalogue import HERE
from benchmarks.measure import SIDES


def both(script: str, *words: object) -> dict[str, Any]:
    """What the script prints, by side."""
    environment = {**os.environ, "PYTHONPATH": str(HERE.parent)}
    found = {}
    for side, command in SIDES.items():
        line = [*command, str(HERE / "scripts" / script), *[str(word) for word in words]]
        found[side] = json.loads(
            subprocess.run(line, env=environment, capture_output=True, check=True, text=True).stdout
        )
    return found
