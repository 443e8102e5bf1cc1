"""``%%minicoro`` cells in a real kernel."""

import re
import sys
from pathlib import Path

import pytest

pytest.importorskip("ipykernel", reason="needs ipykernel (pip install 'minicoro[test]')")
nbclient = pytest.importorskip("nbclient", reason="needs nbclient (pip install 'minicoro[test]')")
nbformat = pytest.importorskip("nbformat", reason="needs nbformat (comes with nbclient)")

pytestmark = pytest.mark.filterwarnings("default")  # those of the client's own libraries are not ours

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
def outputs(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The text that each cell gives."""
    folder = tmp_path_factory.mktemp("kernel")
    spec = folder / "kernels" / "here"
    spec.mkdir(parents=True)
    root = str(Path(__file__).parent.parent.parent)
    import json

    argv = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    (spec / "kernel.json").write_text(
        json.dumps({"argv": argv, "display_name": "here", "language": "python", "env": {"PYTHONPATH": root}})
    )
    from jupyter_client.kernelspec import KernelSpecManager
    from jupyter_client.manager import AsyncKernelManager

    manager = AsyncKernelManager(
        kernel_name="here", kernel_spec_manager=KernelSpecManager(kernel_dirs=[str(spec.parent)])
    )
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in CELLS])
    nbclient.NotebookClient(
        notebook, km=manager, timeout=60, allow_errors=True, resources={"metadata": {"path": str(folder)}}
    ).execute()
    return [_text(cell) for cell in notebook.cells]


def _text(cell: object) -> str:
    found = []
    for output in cell.outputs:  # type: ignore[attr-defined]
        if output.output_type == "stream":
            found.append(output.text)
        elif output.output_type == "error":
            found.append(re.sub(r"\x1b\[[\d;]*m", "", "\n".join(output.traceback)))
        else:
            found.append(output.data["text/plain"])
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
