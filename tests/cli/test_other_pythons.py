"""Other Pythons: ``--as``, ``--library``, ``minicoro versions``; a Python that is too new or too old."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.running import CPYTHON, MINICORO, ROOT, run

pytestmark = pytest.mark.sample(6, 1)

CLOSES = """\
def g():
    try:
        yield
    except GeneratorExit:
        return 7

o = g()
next(o)
print(o.close())
"""
SAME = "print('the same')\n"
VERSIONS = (sys.executable, "-m", "minicoro", "versions")


def written(folder: Path, text: str) -> str:
    path = folder / "program.py"
    path.write_text(text)
    return str(path)


@pytest.mark.parametrize(("version", "given"), [("3.12", "None"), ("3.13", "7"), ("3.13,close_returns_value", "None")])
@pytest.mark.parametrize("walk", [(), ("--walk",)])
def test_run_as_another_version(tmp_path: Path, version: str, given: str, walk: tuple[str, ...]) -> None:
    ended = run(MINICORO, "--as", version, *walk, written(tmp_path, CLOSES))
    assert (ended.code, ended.out) == (0, f"{given}\n")
    assert ended.err.count("\n") == 1, "one line says what the lens leaves"
    assert f"as in Python {version};" in ended.err


def test_what_was_kept_for_one_version_is_not_taken_for_another(tmp_path: Path) -> None:
    path, env = written(tmp_path, CLOSES), {"XDG_CACHE_HOME": str(tmp_path / "cache")}
    for _ in range(2):
        assert run(MINICORO, "--as=3.12", path, env=env).out == "None\n"
        assert run(MINICORO, "--as=3.13", path, env=env).out == "7\n"


def test_the_other_commands_as_another_version(tmp_path: Path) -> None:
    path = written(tmp_path, CLOSES)
    traced = run((sys.executable, "-m", "minicoro", "trace"), "--as", "3.12", path)
    assert " » None" in traced.out
    asked = run((sys.executable, "-m", "minicoro", "repl"), "--quiet", "--as", "3.12", path, stdin="")
    assert asked.out == "None\n"
    interactive = run(MINICORO, "--as", "3.12", "-i", path, stdin="")
    assert interactive.out == "None\n"


@pytest.mark.parametrize("value", ["3.9", "3", "new", "3.12,nothing", "3.99", "", "3.12.x"])
def test_a_version_that_is_not_known(value: str) -> None:
    ended = run(MINICORO, "--as", value, "-c", "print('ran')") if value else run(MINICORO, "--as")
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith("minicoro: ")


def test_the_options_survive_a_restart(tmp_path: Path) -> None:
    ended = run(MINICORO, "--as", "3.12", "-X", "dev", written(tmp_path, CLOSES))
    assert ended.out == "None\n"
    assert ended.err.count("as in Python") == 1


def test_versions_tells_where_they_part(tmp_path: Path) -> None:
    ended = run(VERSIONS, written(tmp_path, CLOSES), timeout=120)
    assert ended.code == 1, ended.err
    told = ended.out.splitlines()
    assert told[0].startswith("3.11 ")
    assert told[1] == "3.12     as 3.11"
    assert "close_returns_value (close/return-value, gh-104770)" in ended.out
    assert told[-1] == "3.15     as 3.14"


def test_versions_of_a_program_that_does_not_part(tmp_path: Path) -> None:
    ended = run(VERSIONS, written(tmp_path, SAME), timeout=120)
    assert ended.code == 0
    assert ended.out.splitlines()[-1].startswith("No difference.")


def test_versions_of_a_program_that_is_never_the_same(tmp_path: Path) -> None:
    ended = run(VERSIONS, written(tmp_path, "import os; print(os.getpid())\n"), timeout=120)
    assert ended.code == 2
    assert "from run to run" in ended.out


@pytest.mark.parametrize(
    "words", [(), ("--timeout", "soon", "x.py"), ("--as", "2.7", "x.py"), ("nowhere.py",), ("--no",)]
)
def test_versions_of_nothing(words: tuple[str, ...]) -> None:
    ended = run(VERSIONS, *words)
    assert (ended.code, ended.out) == (2, "")


@pytest.mark.medium
def test_a_library_of_another_folder(tmp_path: Path) -> None:
    """The asyncio there is interpreted, and no accelerator of the host's is used."""
    library = Path(os.__file__).parent
    copied = tmp_path / "lib"
    (copied / "concurrent" / "futures").mkdir(parents=True)
    (copied / "concurrent" / "futures" / "_base.py").write_text((library / "concurrent/futures/_base.py").read_text())
    (copied / "asyncio").mkdir()
    for path in (library / "asyncio").glob("*.py"):
        (copied / "asyncio" / path.name).write_text(path.read_text())
    with (copied / "asyncio" / "__init__.py").open("a") as file:
        file.write("\nwhose = 'another'\n")
    text = "import asyncio\nasync def f(): await asyncio.sleep(0); return asyncio.whose, asyncio.Task.__module__\nprint(asyncio.run(f()))\n"
    ended = run(MINICORO, "--library", str(copied), "-c", text)
    assert (ended.out, ended.err) == ("('another', 'asyncio.tasks')\n", "")


CANCELS = """\
import asyncio
async def work():
    await asyncio.sleep(10)
async def main():
    task = asyncio.create_task(work())
    await asyncio.sleep(0)
    task.cancel()
    await task
asyncio.run(main())
"""


@pytest.mark.medium
@pytest.mark.parametrize("command", ["run", "trace"])
def test_the_tasks_of_another_library_are_known(command: str) -> None:
    """The views ask the asyncio that the program uses, not the one that was loaded before."""
    ended = run((*MINICORO[:-1], command), "--explain", "--library", str(Path(os.__file__).parent), "-c", CANCELS)
    assert "was cancelled by Task-1 (main)" in ended.out + ended.err


def test_a_library_that_is_none(tmp_path: Path) -> None:
    ended = run(MINICORO, "--library", str(tmp_path), "-c", SAME)
    assert (ended.code, ended.out) == (2, "")
    assert "--library takes the folder" in ended.err


NEWER = """\
import sys
from minicoro.core import versions
versions.VERSIONS = ((3, 10),)
from minicoro.__main__ import main
sys.argv = ["minicoro", "run", "-c", "print('ran')"]
sys.exit(main())
"""
BREAKS = """\
import os, sys
class Breaks:
    def find_spec(self, name, path=None, target=None):
        if name == "minicoro.compiled.emit":
            {what}
sys.meta_path.insert(0, Breaks())
"""


def newer(tmp_path: Path, *further: str) -> subprocess.CompletedProcess[str]:
    path = os.pathsep.join([str(ROOT), *further])
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    environment |= {"XDG_CACHE_HOME": str(tmp_path / "cache"), "PYTHONPATH": path}
    return subprocess.run([*CPYTHON, "-c", NEWER], env=environment, capture_output=True, text=True, timeout=120)


def test_a_newer_python_is_checked_once(tmp_path: Path) -> None:
    first = newer(tmp_path)
    assert (first.returncode, first.stdout) == (0, "ran\n")
    assert first.stderr.startswith("minicoro: not tested on Python 3.")
    assert first.stderr.count("\n") == 1
    assert len(list((tmp_path / "cache" / "minicoro").glob("checked-*"))) == 1
    assert newer(tmp_path).stdout == "ran\n"


@pytest.mark.parametrize("what", ["os.abort()", "raise TypeError('changed')"])
def test_a_newer_python_that_fails_is_refused(tmp_path: Path, what: str) -> None:
    (tmp_path / "sitecustomize.py").write_text(BREAKS.format(what=what))
    ended = newer(tmp_path, str(tmp_path))
    assert (ended.returncode, ended.stdout) == (69, "")
    assert "it does not work on Python 3." in ended.stderr
    assert ended.stderr.count("\n") == 2, "two lines, and no crash"


def test_a_python_that_is_too_old() -> None:
    text = "import sys; sys.version_info = (3, 10, 1); from minicoro.__main__ import main; sys.exit(main())"
    ended = run(CPYTHON, "-c", text)
    assert (ended.code, ended.out) == (69, "")
    assert ended.err == "minicoro: it needs Python 3.11 or newer; this is Python 3.10\n"
