"""``%%minicoro`` cells in a real kernel."""

import json
import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.skipif(
    not (find_spec("ipykernel") and find_spec("nbclient")), reason="needs minicoro[test]: ipykernel and nbclient"
)

ROOT = Path(__file__).parent.parent.parent

CELLS = [
    "%load_ext minicoro\nbefore = 20",
    "%%minicoro\nimport asyncio\nasync def f(n):\n    await asyncio.sleep(0.01)\n    return n * 2\nawait f(before + 1)",
    "after = f(1)\ntype(after).__name__, __import__('inspect').iscoroutine(after)",
    "%%minicoro\n%step after\n%state after\n%fork after",
    "%%minicoro --trace\nasync def quick(): return 5\nawait quick()",
    "%%minicoro\nawait quick()\n1 / 0",
    "%%minicoro --what\n1",
    "import asyncio\nawait asyncio.sleep(0.01, 'the kernel goes on')",
    "%%minicoro\nt = asyncio.create_task(f(4)); await t\nasyncio.get_running_loop() is t.get_loop()",
    "import inspect; inspect.currentframe().f_code.co_name, len(inspect.stack()) > 3",
    "%%minicoro\nx = )",
    "%%minicoro\nimport contextvars\nv = contextvars.ContextVar('v'); token = v.set('kept')",
    "%%minicoro\nawait asyncio.sleep(0, v.get())",
]


@pytest.fixture(scope="module")
def outputs() -> list[str]:
    """The text that each cell gives."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.repl.notebook"],
        input=json.dumps(CELLS),
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        timeout=120,
        check=True,
    )
    return [_text(outputs) for outputs in json.loads(done.stdout)]


def _text(outputs: list[dict[str, Any]]) -> str:
    found = []
    for output in outputs:
        if output["output_type"] == "stream":
            found.append(output["text"])
        elif output["output_type"] == "error":
            found.append(re.sub(r"\x1b\[[\d;]*m", "", "\n".join(output["traceback"])))
        else:
            found.append(output["data"]["text/plain"])
    return "\n".join(found)


def test_top_level_await_over_the_notebooks_variables(outputs: list[str]) -> None:
    assert outputs[0] == ""
    assert outputs[1].strip() == "42"
    assert outputs[2] == "('coroutine', True)"


def test_commands(outputs: list[str]) -> None:
    assert "suspended, handing out <Future pending" in outputs[3]
    assert "coroutine f: suspended in await" in outputs[3]
    assert "after2 = <coroutine object f" in outputs[3]


def test_trace(outputs: list[str]) -> None:
    assert "quick returns 5" in outputs[4] and "5" in outputs[4].splitlines()
    assert outputs[5].strip().startswith("5\n") and "returns" not in outputs[5]


def test_errors(outputs: list[str]) -> None:
    assert "ZeroDivisionError" in outputs[5] and "1 / 0" in outputs[5]
    assert "unknown option: --what" in outputs[6]
    assert "SyntaxError" in outputs[10] and "evaluation.py" not in outputs[10]


def test_context_variables_persist(outputs: list[str]) -> None:
    assert outputs[12].strip() == "'kept'"


def test_the_kernel_goes_on(outputs: list[str]) -> None:
    assert outputs[7] == "'the kernel goes on'"
    assert outputs[8].split() == ["8", "True"]
    assert outputs[9] == "('<module>', True)"
