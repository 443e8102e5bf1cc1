"""What all tests share."""

from pathlib import Path

import pytest

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
