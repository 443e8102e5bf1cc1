"""What all tests share."""

from pathlib import Path

import pytest
from hypothesis import settings

# How long to hunt: seconds by default, about an hour with ``--hypothesis-profile=deep``.
settings.register_profile("short", max_examples=25)
settings.register_profile("deep", max_examples=20_000)
settings.load_profile("short")

pytest.register_assert_rewrite("tests.running")


@pytest.fixture
def program(tmp_path: Path):
    """A function that writes a program into a directory of its own, and returns its path."""

    def write(source: str | bytes, name: str = "program.py") -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(source if isinstance(source, bytes) else source.encode())
        return path

    return write
