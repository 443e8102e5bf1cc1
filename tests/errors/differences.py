"""The register of cases that are known to end otherwise under minicoro, and why: `differences.toml`."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from tests.running import names_release

REGISTER = Path(__file__).with_name("differences.toml")


@dataclass(frozen=True)
class Difference:
    """One case that differs, on the versions given (see `names_release`; none stands for all)."""

    case: str
    cause: str
    versions: tuple[str, ...]


def load(path: Path = REGISTER) -> dict[str, Difference]:
    """What is registered for the running Python, by case; ValueError where an entry breaks the register's rules."""
    found: dict[str, Difference] = {}
    for entry in tomllib.loads(path.read_text()).get("difference", []):
        if set(entry) - {"cases", "cause", "versions"} or not entry.get("cases"):
            raise ValueError(f"an entry has `cases`, `cause` and perhaps `versions`: {entry}")
        if len(str(entry.get("cause", "")).split()) < 3:
            raise ValueError(f"a difference needs a cause: {entry}")
        versions = tuple(entry.get("versions", ()))
        for case in entry["cases"]:
            if case in found:
                raise ValueError(f"{case}: registered twice")
            if not versions or any([names_release(version) for version in versions]):
                found[case] = Difference(case, entry["cause"], versions)
    return found
