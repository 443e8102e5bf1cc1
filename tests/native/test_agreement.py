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
    "context_variables",
    "coroutine_object",
    "coroutine_states",
    "event_loop_by_hand",
    "pipeline",
    "producer_consumer",
    "task_group",
    "tokenizer",
    "worker_pool",
]


CASES = sorted(
    [
        path.relative_to(ROOT / "tests" / "conformance").with_suffix("").as_posix()
        for path in (ROOT / "tests" / "conformance").glob("*/*.py")
        if "import asyncio" in path.read_text()
    ]
)

LEFT_OUT = {
    "re-entrancy/two-tasks": "its generator ends when the collector comes, which is at another moment",
    "schedules/threads-any-time": "a thread of its own decides the order",
}


@pytest.mark.sample(3)
@pytest.mark.parametrize("name", NAMES)
def test_example(name: str, tmp_path: Path) -> None:
    found = difference(ROOT / "examples" / f"{name}.py", tmp_path)
    assert not found, f"the traces part: {found}"


@pytest.mark.slow
@pytest.mark.parametrize("name", CASES)
def test_case(name: str, tmp_path: Path) -> None:
    if name in LEFT_OUT:
        pytest.skip(LEFT_OUT[name])
    found = difference(ROOT / "tests" / "conformance" / f"{name}.py", tmp_path)
    assert not found, f"the traces part: {found}"
