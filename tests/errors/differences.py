"""The register of cases that are known to end otherwise under minicoro, and why: `differences.toml`."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

REGISTER = Path(__file__).with_name("differences.toml")


@dataclass(frozen=True)
class Difference:
    """One case that differs, on the versions given ("3.12"; none stands for all)."""

    case: str
    cause: str
    versions: tuple[str, ...]


def load(version: str, path: Path = REGISTER) -> dict[str, Difference]:
    """What is registered for this version, by case; ValueError where an entry breaks the register's rules."""
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
            if not versions or version in versions:
                found[case] = Difference(case, entry["cause"], versions)
    return found
