"""Run a program interpreted and natively, and compare the traces in the events that both have."""

import json
import re
import sys
from pathlib import Path
from typing import Any

from tests.running import CPYTHON, run

_TRANSITIONS = ("started", "resumed", "suspended", "returned", "raised")
_TASKS = ("task created", "task scheduled", "task cancelled", "task done", "task step")
_ADDRESS = re.compile(r"0x[0-9a-f]+")


def traced(path: Path, out: Path, *options: str) -> list[dict[str, Any]]:
    """The events of a run; "truncated" ones count."""
    run(CPYTHON, "-m", "minicoro", "trace", "--virtual-time", *options, "--json", str(out), str(path))
    return [json.loads(line) for line in out.read_text().splitlines()]


def shared(events: list[dict[str, Any]]) -> list[tuple[str, ...]]:
    """What both traces tell: the transitions with their states, tasks, wake-ups, cancellations; by names, for numbers differ."""
    names: dict[int, str] = {}
    found: list[tuple[str, ...]] = []
    for event in events:
        what = event["event"]
        if what == "created":
            names[event["object"]] = event["name"]
        elif what == "task created":
            names[event["of"]] = event["name"]
        if what in _TRANSITIONS:
            how = event.get("how", "")
            what = "thrown" if how in ("throw", "close") else what
            exits = how == "close" or event.get("error", "").startswith("GeneratorExit")
            state = "" if what in ("thrown", "started") else str(event.get("state", ""))
            value = event.get("error", "").split("(")[0]
            value = (
                "RuntimeError" if value in ("StopIteration", "StopAsyncIteration") else value
            )  # CPython converts first
            found.append((what, names.get(event["object"], "?"), state, value, "exits" if exits else ""))
        elif what in _TASKS:
            about = names.get(event.get("of", event.get("task", 0)), "?")
            by = names.get(event.get("by", 0), "")
            found.append((what, about, by, "cancelled" if event.get("cancelled") else "", ""))
    return _without_plain_closes(found)


def _without_plain_closes(found: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Without closes that meet no handler: CPython may leave such a frame without resuming it."""
    kept: list[tuple[str, ...]] = []
    for each in found:
        if each[0] == "raised" and each[4] and kept and kept[-1][:2] == ("thrown", each[1]):
            kept.pop()
        else:
            kept.append(each)
    return kept


def difference(path: Path, folder: Path) -> str:
    """Where the traces part first; "" if they agree."""
    interpreted = shared(traced(path, folder / "interpreted.jsonl"))
    native = shared(traced(path, folder / "native.jsonl", "--native"))
    for place, (one, other) in enumerate(zip(interpreted, native, strict=False)):
        if one != other:
            before = interpreted[max(0, place - 3) : place]
            return f"after {before}\ninterpreted: {one}\nnative:      {other}"
    if len(interpreted) != len(native):
        longer = (interpreted, native)[len(native) > len(interpreted)]
        return (
            f"{len(interpreted)} events interpreted, {len(native)} native: {longer[min(len(interpreted), len(native))]}"
        )
    return ""


if __name__ == "__main__":
    for name in sys.argv[2:]:
        print(name, difference(Path(name), Path(sys.argv[1])) or "agrees", flush=True)
