"""What all tests share: the choice of the quick ones, and a program in a folder of its own."""

import signal
import zlib
from pathlib import Path

import pytest
from hypothesis import settings

# How long to hunt: seconds by default, about an hour with ``--hypothesis-profile=deep``.
settings.register_profile("quick", max_examples=8)
settings.register_profile("short", max_examples=25)
settings.register_profile("deep", max_examples=20_000)
settings.load_profile("quick")

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
    parser.addoption("--all", action="store_true", help="run the medium and the slow tests too")


def pytest_configure(config: pytest.Config) -> None:
    if config.option.all:
        config.option.markexpr = ""
    # In a job in the background what is started would ignore Ctrl-C.
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def checksum(item: pytest.Item) -> int:
    return zlib.crc32(item.nodeid.encode())


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Of the tests with one marker ``sample(n, m)``, one in n is quick, one in m medium, the others are slow.

    These are the parameters of a function, or all tests of a file whose `pytestmark` has the marker; at least one is
    quick.  n is a multiple of m; without m, none is medium.  The checksum of a test's name chooses: a new test does not
    move the choice among the others.
    A test whose whole name is on the command line runs, too.
    """
    for item in items:
        cause = OPEN.get(item.nodeid.removeprefix("tests/"))
        if cause:
            item.add_marker(pytest.mark.xfail(reason=cause, strict=False))
    sampled: dict[int, list[pytest.Item]] = {}
    for item in items:
        marker = item.get_closest_marker("sample")
        if marker and not (item.get_closest_marker("medium") or item.get_closest_marker("slow")):
            sampled.setdefault(id(marker), []).append(item)
    for group in sampled.values():
        quick, medium = (*group[0].get_closest_marker("sample").args, 0)[:2]
        known = [item for item in group if medium and checksum(item) % medium == 0]
        chosen = [item for item in group if checksum(item) % quick == 0] or [min(known or group, key=checksum)]
        for item in set(group) - {*chosen}:
            if item.nodeid not in config.args:
                item.add_marker("medium" if item in known else "slow")


@pytest.fixture
def program(tmp_path: Path):
    """A function that writes a program into a directory of its own, and returns its path."""

    def write(source: str | bytes, name: str = "program.py") -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(source if isinstance(source, bytes) else source.encode())
        return path

    return write
