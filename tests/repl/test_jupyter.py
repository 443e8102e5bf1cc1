"""``%%minicoro`` cells in a real kernel."""

import json
import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from tests.observe.browser import CHROMIUM, drive

pytestmark = [
    pytest.mark.medium,
    pytest.mark.skipif(
        not (find_spec("ipykernel") and find_spec("nbclient")), reason="needs minicoro[test]: ipykernel and nbclient"
    ),
]

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
    (
        "%%minicoro\nlog = []\nasync def background():\n    for n in range(3):\n        await asyncio.sleep(0.02)\n"
        "        log.append(n)\n    log.append(await asyncio.to_thread(lambda: 'thread'))\n"
        "    reader, writer = await asyncio.open_connection('127.0.0.1', server.sockets[0].getsockname()[1])\n"
        "    log.append((await reader.readline()).decode())\n    writer.close()\n    raise SystemExit(3)\n"
        "async def serve(reader, writer):\n    writer.write(b'served')\n    writer.close()\n"
        "server = await asyncio.start_server(serve, '127.0.0.1', 0)\n"
        "held = asyncio.create_task(background())\nlog"
    ),
    "import asyncio\nfor _ in range(100):\n    await asyncio.sleep(0.02)\n    if held.done(): break\nlog, held.done()",
    "%%minicoro\n%hold on\nheld = asyncio.create_task(asyncio.sleep(0.01))",
    "await asyncio.sleep(0.2)\nheld.done()",
]


@pytest.fixture(scope="module")
def cells() -> list[list[dict[str, Any]]]:
    """What each cell gives."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.repl.notebook"],
        input=json.dumps(CELLS),
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        timeout=120,
        check=True,
    )
    found: list[list[dict[str, Any]]] = json.loads(done.stdout)
    return found


@pytest.fixture(scope="module")
def outputs(cells: list[list[dict[str, Any]]]) -> list[str]:
    """The text that each cell gives."""
    return [_text(outputs) for outputs in cells]


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
    assert "suspended, yielding <Future pending" in outputs[3]
    assert "coroutine f: suspended in await" in outputs[3]
    assert "after2 = <coroutine object f" in outputs[3]


def test_trace(outputs: list[str]) -> None:
    assert "5" in outputs[4].splitlines() and "IPython.core.display.HTML" in outputs[4], "the viewer, and the result"
    assert "returns" not in outputs[4], "no story beside the viewer"
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


def test_background_tasks_go_on_between_cells(outputs: list[str]) -> None:
    """Timers, threads and sockets; and what a task raises, be it SystemExit, does not end the kernel."""
    assert outputs[13] == "[]"
    assert outputs[14].splitlines()[-1] == "([0, 1, 2, 'thread', 'served'], True)"
    assert outputs[16] == "False"


def test_the_viewer_stands_in_the_cell(cells: list[list[dict[str, Any]]], tmp_path: Path) -> None:
    (frame,) = [output["data"]["text/html"] for output in cells[4] if "text/html" in output.get("data", {})]
    assert 'sandbox="allow-scripts allow-downloads"' in frame
    outer = tmp_path / "notebook.html"
    frame = frame.replace(
        'sandbox="allow-scripts allow-downloads"', ""
    )  # a sandbox hides the inside from this test too
    outer.write_text(f"<!doctype html><html><body><input class='slider' value='0'>{frame}</body></html>")
    if CHROMIUM is None:
        pytest.skip("needs Chromium (Debian's package chromium)")
    script = """
      let inner;
      for (let waited = 0; waited < 400; waited++) {
        inner = document.querySelector("iframe").contentDocument;
        if (inner?.querySelector("#told")) break;
        await settle();
      }
      const told = () => inner.querySelector("#told").textContent;
      const seen = [told()];
      for (let count = 0; count < 40 && !told().startsWith("quick returns"); count++) {
        inner.querySelector("#forward").click(); await settle();
      }
      return [...seen, told(), inner.querySelector("h1").textContent, inner.querySelector(".source ol").textContent];
    """
    first, last, title, source = drive(outer, tmp_path, script)
    assert re.fullmatch(r"<input \d+> starts", first)
    assert last == "quick returns 5"
    assert title.startswith("%%minicoro · Python 3.")
    assert "async def quick(): return 5" in source
