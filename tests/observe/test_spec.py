"""`spec/events.md` names every event, and the fields that events have."""

import re
from pathlib import Path

import pytest

from tests.observe.traces import trace
from tests.running import ROOT

SPEC = (ROOT / "spec" / "events.md").read_text()
ROWS = dict(re.findall(r"^\| `([a-z ]+)` \|[^|]*\|(.*)\|$", SPEC, re.MULTILINE))
EVERYWHERE = {"n", "event", "t", "task", "thread", "frames"}


def test_every_event_of_the_code_is_in_the_table() -> None:
    files = [path for package in ("observe", "native") for path in (ROOT / "minicoro" / package).glob("*.py")]
    sources = "".join([path.read_text() for path in files])
    emitted = set(re.findall(r'emit\(\s*"([a-z ]+)"', sources)) | {
        "started",
        "resumed",
        "timer run",
        "callback run",
        "lost",
        "end",
    }
    assert emitted == set(ROWS)


@pytest.mark.sample(12, 4)
@pytest.mark.parametrize("example", sorted((ROOT / "examples").glob("*.py")), ids=lambda path: path.stem)
def test_every_field_is_in_the_table(example: Path, tmp_path: Path) -> None:
    path = tmp_path / example.name
    path.write_bytes(example.read_bytes())
    for event in trace(path, "--lines", code=None):
        assert event["event"] in ROWS
        for field in event.keys() - EVERYWHERE:
            assert f"`{field}`" in ROWS[event["event"]], event
