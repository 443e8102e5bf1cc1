"""minicoro on CPython for WebAssembly: Pyodide under Node; the wheel is installed from a local file.

Pyodide comes by npm.  Where there is no Node, or nothing can be fetched, the tests say so and are skipped.
"""

import json
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from tests.running import ROOT

HERE = Path(__file__).parent
PACKAGE = "pyodide@^314.0.7"
pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("pyodide")]


@pytest.fixture(scope="session")
def pyodide(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of Pyodide: that of the site's, if it has been set up, or a new one."""
    if shutil.which("node") is None or shutil.which("npm") is None:
        pytest.skip("there is no Node: minicoro is not tried in WebAssembly")
    own = ROOT / "site" / "front" / "node_modules" / "pyodide"
    if (own / "pyodide.mjs").is_file():
        return own
    folder = tmp_path_factory.mktemp("node")
    words = ["npm", "install", "--no-audit", "--no-fund", "--prefix", str(folder), PACKAGE]
    done = subprocess.run(words, capture_output=True, text=True, timeout=300)
    if done.returncode != 0:
        pytest.skip(f"Pyodide can't be had: minicoro is not tried in WebAssembly: {done.stderr.strip()[-200:]}")
    return folder / "node_modules" / "pyodide"


@pytest.fixture(scope="session")
def found(pyodide: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What `program.py` has printed there."""
    folder = tmp_path_factory.mktemp("wheel")
    words = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", str(folder), str(ROOT)]
    done = subprocess.run(words, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    (wheel,) = folder.glob("minicoro-*.whl")
    run = [shutil.which("node") or "node", str(HERE / "run.mjs"), str(pyodide), str(wheel), str(_lark(folder))]
    done = subprocess.run([*run, str(HERE / "program.py")], capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr[-3000:]
    answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return answer


def _lark(folder: Path) -> Path:
    """The installed package `lark`, packed: nothing else is needed, and nothing is fetched."""
    import lark

    place = Path(lark.__file__).parent
    packed = folder / "lark.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        for path in sorted(place.rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                archive.write(path, Path("lark", path.relative_to(place)))
    return packed


GATHERED = "fast 0\nfast 1\nslow 0\nslow 1\n['slow', 'fast']\n"


def test_it_is_cpython_in_webassembly(found: dict[str, Any]) -> None:
    assert found["python"].startswith("3.14.")
    assert found["python"].endswith("emscripten")


@pytest.mark.parametrize("name", ["run_source", "walk"])
def test_a_program_of_asyncio(found: dict[str, Any], name: str) -> None:
    assert found[name] == GATHERED


def test_an_import(found: dict[str, Any]) -> None:
    assert found["import"] == "1 2\n"


def test_fork(found: dict[str, Any]) -> None:
    assert found["fork"] == "[1, 2] [1, 2]\n"


def test_show(found: dict[str, Any]) -> None:
    assert "worker" in found["show"]
    assert "await asyncio.sleep(pause)" in found["show"]


def test_trace(found: dict[str, Any]) -> None:
    assert " » slow 1" in found["trace"]
    assert "the program ended" in found["trace"]


def test_learn(found: dict[str, Any]) -> None:
    assert "That was lesson 1." in found["learn"]
