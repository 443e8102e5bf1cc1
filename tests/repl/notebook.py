"""Run cells in a real kernel: a JSON list of their texts on standard input, their outputs as JSON on standard output.

A process of its own, because jupyter_client and nbclient leave sockets to be closed by their finalizers, at whatever
moment the collector comes by: in a process that turns warnings into errors this fails tests that have no part in it.
"""

import json
import sys
import tempfile
from pathlib import Path

import nbclient
import nbformat
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import AsyncKernelManager

ROOT = Path(__file__).parent.parent.parent


def outputs_of(cells: list[str], folder: Path) -> list[list[dict[str, object]]]:
    """What each cell gives, as the notebook format has it; the kernel is this Python, with minicoro of this tree."""
    spec = folder / "kernels" / "here"
    spec.mkdir(parents=True)
    argv = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    description = {"argv": argv, "display_name": "here", "language": "python", "env": {"PYTHONPATH": str(ROOT)}}
    (spec / "kernel.json").write_text(json.dumps(description))
    manager = AsyncKernelManager(
        kernel_name="here", kernel_spec_manager=KernelSpecManager(kernel_dirs=[str(spec.parent)])
    )
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    resources = {"metadata": {"path": str(folder)}}
    nbclient.NotebookClient(notebook, km=manager, timeout=60, allow_errors=True, resources=resources).execute()
    return [cell.outputs for cell in notebook.cells]


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        json.dump(outputs_of(json.load(sys.stdin), Path(name)), sys.stdout)
