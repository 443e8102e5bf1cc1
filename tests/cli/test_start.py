"""What a start may cost: nothing of the host's that takes longer to load than the interpreter itself.

`python -m benchmarks.start` measures the time; here it is seen to that no heavy module creeps in again.
"""

import compileall
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.running import CPYTHON, ROOT, run, same_as_cpython

pytestmark = pytest.mark.sample(2, 1)

HEAVY = {"argparse", "asyncio", "difflib", "lark", "pkgutil", "pprint", "subprocess"}
"""Each of them, with what it imports, costs between half a millisecond and fifty; a bare `python` starts in ten."""

HELLO = 'print("hello")\n'
CALLS = "def hello(name):\n    for _ in range(1):\n        print(name)\n\nhello('hello')\n"
COROUTINES = "async def hello():\n    print('hello')\n\ntry:\n    hello().send(None)\nexcept StopIteration:\n    pass\n"


def imported(program: Path, cache: Path) -> dict[str, str]:
    """The modules that are imported on the way to the end of a program, each with the one that imports it."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    environment |= {"XDG_CACHE_HOME": str(cache), "PYTHONPATH": str(Path(__file__).parents[2])}
    entry = program.with_name("minicoro")  # the installed command: `-m` would have the host import runpy
    entry.write_text("import sys\nfrom minicoro.__main__ import main\nsys.exit(main())\n")
    command = [sys.executable, "-X", "importtime", str(entry), "run", str(program)]
    for _ in range(2):  # the first time the tree is parsed and kept
        ended = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert ended.stdout == "hello\n"
    found: dict[str, str] = {}
    above: list[tuple[int, str]] = []
    for line in reversed(ended.stderr.splitlines()):  # who imports stands behind what it imports, less far in
        row = re.fullmatch(r"import time: +\d+ \| +\d+ \|( +)(\S+)", line)
        if row is None:
            continue
        depth, name = len(row[1]), row[2]
        while above and above[-1][0] >= depth:
            above.pop()
        found[name] = above[-1][1] if above else "the start"
        above.append((depth, name))
    begin = list(reversed(found)).index("minicoro")  # what the host itself has imported stands before
    return dict(list(reversed(found.items()))[begin:])


def way(name: str, found: dict[str, str]) -> str:
    """Who imported it, and who imported that…"""
    steps = [name]
    while steps[-1] in found:
        steps.append(found[steps[-1]])
    return " <- ".join(steps)


def check(text: str, folder: Path) -> dict[str, str]:
    program = folder / "hello.py"
    program.write_text(text)
    found = imported(program, folder / "cache")
    heavy = [way(name, found) for name in found if name in HEAVY]
    assert not heavy, "imported at every start:\n" + "\n".join(heavy)
    return found


def test_hello_loads_nothing_heavy(tmp_path: Path) -> None:
    check(HELLO, tmp_path)


def test_functions_load_nothing_heavy(tmp_path: Path) -> None:
    check(CALLS, tmp_path)


def test_coroutines_load_nothing_heavy(tmp_path: Path) -> None:
    assert "minicoro.core.machine" in check(COROUTINES, tmp_path)


def test_a_package_without_sources(tmp_path: Path) -> None:
    """The playground has compiled modules only."""
    package = tmp_path / "minicoro"
    shutil.copytree(ROOT / "minicoro", package, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "grammar", tmp_path / "grammar")
    assert compileall.compile_dir(package, quiet=1, legacy=True)
    for source in package.rglob("*.py"):
        source.unlink()
    program = tmp_path / "hello.py"
    program.write_text(COROUTINES)
    ended = run((*CPYTHON, "-m", "minicoro"), "run", str(program), cwd=tmp_path)
    assert (ended.out, ended.err, ended.code) == ("hello\n", "", 0)


SPY = """\
import builtins
host = builtins.__import__
def spy(name, *arguments):
    print("import", name)
    return host(name, *arguments)
builtins.__import__ = spy
print(eval("1 + 1"))
exec("def f():\\n    yield 2\\nprint(*f())")
try:
    import this_is_not_there
except ImportError:
    print("not there")
"""


def test_what_stands_in_for_import_sees_nothing_of_ours(program) -> None:
    """The parser is loaded when ``eval`` is given text, by the host's own import."""
    path = str(program(SPY))
    for _ in range(2):  # parsed, and from the kept tree
        ended = same_as_cpython(path)
    assert ended.out == "2\n2\nimport this_is_not_there\nnot there\n"


def test_cprofile_of_the_interpreter(tmp_path: Path) -> None:
    """``python -m cProfile -m minicoro …``: the profiler is not stopped when minicoro tries what the host does."""
    program = tmp_path / "program.py"
    program.write_text("def lately_called():\n    return 1\nprint(lately_called())\n")
    ended = run(CPYTHON, "-m", "cProfile", "-m", "minicoro", "run", str(program))
    assert ended.code == 0 and "(lately_called)" in ended.out, ended.out[-2000:] + ended.err
