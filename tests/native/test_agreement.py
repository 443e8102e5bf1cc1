"""The native and the interpreted trace agree in what both tell (CPython 3.12 and newer)."""

import sys
from pathlib import Path

import pytest

from tests.native.agreement import difference
from tests.running import ROOT

pytestmark = pytest.mark.skipif(sys.version_info < (3, 12), reason="sys.monitoring is there from 3.12 on")

NAMES = [
    "async_context_manager",
    "await_value",
    "cancel_and_timeout",
    "coroutine_states",
    "event_loop_by_hand",
    "pipeline",
    "producer_consumer",
    "task_group",
]


@pytest.mark.parametrize("name", NAMES)
def test_example(name: str, tmp_path: Path) -> None:
    found = difference(ROOT / "examples" / f"{name}.py", tmp_path)
    assert not found, f"the traces part: {found}"
