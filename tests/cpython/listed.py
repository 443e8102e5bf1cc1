"""The list of tests that minicoro is known not to pass, and why: `listed.toml`."""

import tomllib
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from tests.running import names_release

LIST = Path(__file__).with_name("listed.toml")

CAUSES = {
    "c-api": "calls CPython's C functions, or inspects an object's memory",
    "bytecode": "looks at bytecode, or at what the compiler makes of a program",
    "refcount": "counts references exactly",
    "host-frame": "looks at a running frame of the host, or at its evaluation stack",
    "recursion": "depends on the exact depth at which the host's stack ends",
    "tracing": "needs the events of `sys.settrace`, which the host sends for the interpreter's own code",
    "timing": "needs the speed of compiled code",
    "not-yet": "a gap in minicoro, to be closed",
}


@dataclass(frozen=True)
class Listed:
    """One test on the list."""

    test: str
    cause: str
    reason: str
    versions: tuple[str, ...]  # "3.12" (all its releases), "3.13.1+" (from this release on); none stands for all
    engine: str = ""  # "compiled" or "walk"; "": both

    def holds_on(self, release: str, engine: str) -> bool:
        """Whether it is listed for a release of CPython ("3.13.18") and an engine."""
        is_listed = not self.versions or any([names_release(version, release) for version in self.versions])
        return is_listed and self.engine in ("", engine)


def load(path: Path = LIST) -> list[Listed]:
    """Read the list; ValueError where it breaks its own rules."""
    groups = tomllib.loads(path.read_text()).get("listed", [])
    found = [listed for group in groups for listed in _group(group)]
    for listed in found:
        _check(listed)
    _check_once(found)
    return found


def listed_for(release: str, found: list[Listed], engine: str = "compiled") -> dict[str, Listed]:
    """By test, the entries for this release of CPython ("3.12.1") and this engine ("compiled" or "walk")."""
    return {listed.test: listed for listed in found if listed.holds_on(release, engine)}


def _group(group: dict[str, object]) -> list[Listed]:
    """The tests of one `[[listed]]` entry, which share their reason."""
    unknown = set(group) - {"tests", "cause", "reason", "versions", "engine"}
    if unknown:
        raise ValueError(f"unknown keys in listed.toml: {sorted(unknown)}")
    tests, versions = group.get("tests", []), group.get("versions", [])
    if not isinstance(tests, list) or not isinstance(versions, list) or not tests:
        raise ValueError(f"`tests` (not empty) and `versions` are arrays: {group}")
    cause, reason = str(group.get("cause", "")), str(group.get("reason", ""))
    engine = str(group.get("engine", ""))
    return [Listed(str(test), cause, reason, tuple(map(str, versions)), engine) for test in tests]


def _check(listed: Listed) -> None:
    if listed.cause not in CAUSES:
        raise ValueError(f"{listed.test}: cause {listed.cause!r} is none of {', '.join(CAUSES)}")
    if listed.engine not in ("", "compiled", "walk"):
        raise ValueError(f"{listed.test}: engine {listed.engine!r} is neither compiled nor walk")
    if len(listed.reason.split()) < 3:
        raise ValueError(f"{listed.test}: a listed test needs a reason")


def _check_once(found: list[Listed]) -> None:
    seen: set[tuple[str, str, str]] = set()
    for listed in found:
        engines = [listed.engine] if listed.engine else ["compiled", "walk"]
        for version, engine in product(listed.versions or ("",), engines):
            if (listed.test, version, engine) in seen or (listed.test, "", engine) in seen:
                raise ValueError(f"{listed.test}: listed twice")
            seen.add((listed.test, version, engine))
