"""The folder where minicoro stores data of its user."""

import os
from pathlib import Path


def state_directory() -> Path:
    """The directory for history and progress (XDG Base Directory Specification); it need not exist."""
    base = os.environ.get("XDG_STATE_HOME", "")
    return (Path(base) if Path(base).is_absolute() else Path.home() / ".local" / "state") / "minicoro"
