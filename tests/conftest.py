"""What all tests share: the choice of the quick ones, and a program in a folder of its own."""

import signal
import zlib
from pathlib import Path

import pytest
from hypothesis import settings

# How long to hunt: seconds by default, about an hour with ``--hypothesis-profile=deep``.
settings.register_profile("short", max_examples=25)
settings.register_profile("deep", max_examples=20_000)
settings.load_profile("short")

pytest.register_assert_rewrite("tests.running")


def open_tests() -> dict[str, str]:
    """The tests of ``tests/open.txt``: what they ask for is not done yet, each with its cause."""
    from tests.running import names_release  # its assertions have been rewritten by now

    lines = Path(__file__).with_name("open.txt").read_text().splitlines()
    found = {}
    for line in [line for line in lines if line and line[0] != "#"]:
        name, _, cause = line.partition("  # ")
        versions, bracket, rest = cause.partition(": ")
        words = versions.removeprefix("on ").split(", ") if bracket and versions.startswith("on 3.") else []
        if not words or any([names_release(word) for word in words]):
            found[name.strip()] = rest if words else cause
    return found


OPEN = open_tests()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--all", action="store_true", help="run the slow tests too")


def pytest_configure(config: pytest.Config) -> None:
    if config.option.all:
        config.option.markexpr = ""
    # In a job in the background what is started would ignore Ctrl-C.
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Of a test with the marker ``sample(n)``, about one in n parameters is quick, and the others are slow.

    The checksum of its name chooses: a new parameter does not move the choice among the others.
    A test whose whole name is on the command line runs, too.
    """
    for item in items:
        cause = OPEN.get(item.nodeid.removeprefix("tests/"))
        if cause:
            item.add_marker(pytest.mark.xfail(reason=cause, strict=False))
    named = set(config.args)
    for item in items:
        marker = item.get_closest_marker("sample")
        chosen = marker is None or zlib.crc32(item.nodeid.encode()) % marker.args[0] == 0
        if not chosen and item.nodeid not in named:
            item.add_marker(pytest.mark.slow)


@pytest.fixture
def program(tmp_path: Path):
    """A function that writes a program into a directory of its own, and returns its path."""

    def write(source: str | bytes, name: str = "program.py") -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(source if isinstance(source, bytes) else source.encode())
        return path

    return write
