"""What was compiled is kept: a second run does the same without parsing, and a bad kept file is as good as none."""

import os
import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.running import CPYTHON, MINICORO, ROOT, environment, run

pytestmark = pytest.mark.sample(5, 1)

PROGRAM = """\
import asyncio, contextlib, traceback, part

@contextlib.asynccontextmanager
async def opened(name):
    print("open", name)
    try:
        yield name.upper()
    finally:
        await asyncio.sleep(0)
        print("close", name)

class Base:
    async def rows(self, count):
        for row in range(count):
            yield row

class Table(Base):
    async def rows(self, count):
        __hidden = 1
        async for row in super().rows(count):
            yield row + __hidden

async def fails(n):
    async with opened("x") as x:
        print(x, [row async for row in Table().rows(n)], sum(y * y for y in range(n)), list(map(lambda: (yield 1), "")))
        try:
            raise KeyError(n)
        except KeyError:
            await asyncio.sleep(0)
            raise

def plain():
    got = yield 1
    print(got, (lambda: [*part.numbers(2)])())
    return "end"

def outer():
    print((yield from plain()))

async def main():
    o = outer()
    next(o)
    print(o.gi_frame.f_lineno, o.gi_yieldfrom.gi_frame.f_lineno, o.gi_yieldfrom.gi_frame.f_locals)
    try:
        o.send("got")
    except StopIteration:
        pass
    try:
        await fails(3)
    except KeyError:
        traceback.print_exc()

asyncio.run(main())
"""
PART = "def numbers(n):\n    for number in range(n):\n        yield number\n"

LOOK = """\
import sys
sys.path.insert(0, {folder!r})
from minicoro import api, machine, view
from minicoro.observe.python_text import python_of
api.prepare(api.Options())
import part
o = part.numbers(3)
print(machine(o) == machine(part.numbers), [m == machine(o) for m, _ in api.machines_of(part.numbers.__code__)])
print(python_of(machine(o)), view(o))
next(o)
print(view(o), next(api.fork(o)), next(o))
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "main.py").write_text(PROGRAM)
    (tmp_path / "part.py").write_text(PART)
    return tmp_path


def ours(folder: Path, *words: str, **more: str):
    return run(MINICORO, *(words or ("main.py",)), cwd=folder, env={"XDG_CACHE_HOME": str(folder / "cache"), **more})


def kept(folder: Path) -> list[Path]:
    return sorted((folder / "cache" / "minicoro").glob("*"))


def modules(folder: Path, name: str) -> set[str]:
    """The modules of minicoro that a run imports."""
    script = f"import sys, runpy; sys.argv[1:] = ['run', {name!r}]\nfrom minicoro.__main__ import main\nsys.path.insert(0, '')\nmain()\n"
    script += "print(*[m for m in sys.modules if m.startswith('minicoro')], file=sys.stderr)"
    ended = run((sys.executable, "-c", script), cwd=folder, env={"XDG_CACHE_HOME": str(folder / "cache")})
    return set(ended.err.splitlines()[-1].split())


def test_a_second_run_does_the_same(folder: Path) -> None:
    expected = run(CPYTHON, "main.py", cwd=folder)
    assert ours(folder) == expected
    assert len(kept(folder)) == 2
    assert ours(folder) == expected
    loaded = modules(folder, "main.py")
    assert not {name for name in loaded if name.split(".")[1:2] in (["lower"], ["syntax"], ["walk"])}
    assert not loaded & {"minicoro.compiled.emit", "minicoro.compiled.functions"}


@pytest.mark.parametrize("bad", [b"", b"foreign", None, "cut", "turned"])
def test_a_damaged_file_is_as_good_as_none(folder: Path, bad: object) -> None:
    expected = ours(folder)
    before = {path: path.read_bytes() for path in kept(folder)}
    for path, data in before.items():
        if bad is None:
            path.unlink()
            path.mkdir()
        elif bad == "turned":
            path.write_bytes(data[:-9] + bytes([data[-9] ^ 1]) + data[-8:])
        else:
            path.write_bytes(data[: len(data) // 2] if bad == "cut" else bad)  # type: ignore[arg-type]
    assert ours(folder) == expected
    if bad is not None:
        assert {path: path.read_bytes() for path in kept(folder)} == before, "it is made again"


@pytest.mark.medium
def test_no_place_to_keep_anything(folder: Path) -> None:
    expected = run(CPYTHON, "main.py", cwd=folder)
    (folder / "file").write_text("")
    (folder / "locked").mkdir(mode=0o500)
    for name in ("file", "locked"):
        for _ in range(2):
            assert ours(folder, XDG_CACHE_HOME=str(folder / name)) == expected
    assert ours(folder, XDG_CACHE_HOME="", HOME=str(folder / "none")) == expected
    assert not (folder / "none").exists()
    assert ours(folder, PYTHONDONTWRITEBYTECODE="1") == expected
    assert not kept(folder)


@pytest.mark.parametrize("name", ["trace_of_failing_awaits", "settrace_lines", "entries_of_tracebacks"])
def test_a_traced_program_has_the_same_events_when_it_is_loaded(name: str, tmp_path: Path) -> None:
    program = str(ROOT / "tests" / "programs" / "details" / f"{name}.py")
    compiled, loaded = ours(tmp_path, program), ours(tmp_path, program)
    assert kept(tmp_path)
    assert loaded == compiled


def test_a_newer_text_takes_the_place_of_the_older(folder: Path) -> None:
    main = folder / "main.py"
    for number in range(3):
        main.write_text(f"def f():\n    yield {number}\nprint(*f())\n")
        assert [ours(folder).out for _ in range(2)] == [f"{number}\n"] * 2
    assert len(kept(folder)) == 1
    assert ours(folder, "main.py", PYTHONPYCACHEPREFIX=str(folder / "prefix")).out == "2\n"
    assert len(list((folder / "prefix" / "minicoro").iterdir())) == 1


def test_who_may_read_it(folder: Path) -> None:
    (folder / "main.py").chmod(0o600)
    (folder / "part.py").chmod(0o644)
    old = os.umask(0o022)
    try:
        ours(folder)
    finally:
        os.umask(old)
    assert sorted([stat.S_IMODE(path.stat().st_mode) for path in kept(folder)]) == [0o600, 0o644]


def test_several_at_once(folder: Path) -> None:
    expected = run(CPYTHON, "main.py", cwd=folder)
    env = environment({"XDG_CACHE_HOME": str(folder / "cache")})
    started = [
        subprocess.Popen([*MINICORO, "main.py"], cwd=folder, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(4)
    ]
    ends = [process.communicate(timeout=60) for process in started]
    assert [(out.decode(), err.decode()) for out, err in ends] == [(expected.out, expected.err)] * 4
    assert len(kept(folder)) == 2, "nothing half written is left"


def test_warnings_are_told_as_by_cpython(folder: Path) -> None:
    """Those of the main file each time, those of a module only when it is compiled."""
    (folder / "main.py").write_text("import warned\nprint(1 is 1)\n")
    (folder / "warned.py").write_text("print(2 is 2)\n")
    for words in (["main.py"], ["main.py"], ["-W", "error", "main.py"], ["-W", "ignore", "main.py"], ["main.py"]):
        assert ours(folder, *words) == run(CPYTHON, *words, cwd=folder)


def test_sets_of_constants_keep_their_order(folder: Path) -> None:
    """CPython compiles the main file each time.  The other file, without a set whose order would change, is stored."""
    (folder / "main.py").write_text("def f():\n    yield {33, 1, 65, 97}\n\n\nprint(*f(), [*{33, 1, 65, 97}])\n")
    for _ in range(3):
        assert ours(folder, "main.py") == run(CPYTHON, "main.py", cwd=folder)
    assert not kept(folder)
    (folder / "main.py").write_text("def f(x):\n    yield x in {'c', 'b', 'a'} or x in {1, 2, 3}\n\n\nprint(*f(1))\n")
    assert ours(folder, "main.py").out == "True\n"
    assert len(kept(folder)) == 1


def test_the_kept_is_of_its_level_of_optimisation(folder: Path) -> None:
    (folder / "main.py").write_text(
        "def f():\n    'doc'\n    assert False, 'asserted'\n    yield\nprint(f.__doc__, list(f()))\n"
    )
    for options in (["-OO"], [], ["-O"], ["-OO"], []):
        command = [sys.executable, *options, "-m", "minicoro", "run"]
        actual = run(command, "main.py", cwd=folder, env={"XDG_CACHE_HOME": str(folder / "cache")})
        assert actual == run([sys.executable, *options], "main.py", cwd=folder)


def test_machines_are_whole_for_those_who_look(folder: Path) -> None:
    script = LOOK.format(folder=str(folder))
    cold, warm = [run((sys.executable, "-c", script), env={"XDG_CACHE_HOME": str(folder / "cache")}) for _ in range(2)]
    assert (cold.code, warm.err) == (0, ""), cold.err
    assert re.sub(r"0x\w+", "", warm.out) == re.sub(r"0x\w+", "", cold.out)
    changed = script.replace("o = part", "open(part.__file__, 'a').write('pass')\no = part")
    ended = run((sys.executable, "-c", changed), env={"XDG_CACHE_HOME": str(folder / "cache")})
    assert "has changed since it was loaded" in ended.err


def test_what_pytest_rewrites_is_kept(folder: Path) -> None:
    """Both runs fail alike; a setting that changes the rewriting has another code object."""
    text = "from part import numbers\n\ndef test_numbers():\n    assert list(numbers(2)) == [0, 2]\n"
    (folder / "test_it.py").write_text(text + "\ndef test_rest():\n    assert sum(numbers(3)) == 3\n")
    (folder / "conftest.py").write_text("def pytest_assertion_pass(lineno, expl):\n    print('passed', lineno, expl)\n")
    words = ("-m", "pytest", "-p", "no:cacheprovider", "-q", "-rP", "--no-header")
    passes = ("-o", "enable_assertion_pass_hook=true")

    def outcome(ended) -> tuple[int, str]:
        return ended.code, re.sub(r"[\d.]+s|0x\w+", "", ended.out)

    for more in ((), passes):
        expected = outcome(run(CPYTHON, *words, *more, cwd=folder, env={"PYTHONDONTWRITEBYTECODE": "1"}))
        assert expected[0] == 1 and "[0, 2]" in expected[1] and ("passed 7" in expected[1]) == bool(more)
        assert outcome(ours(folder, *words, *more)) == expected
        before = {path: path.stat().st_ino for path in kept(folder)}
        assert len(before) == 4, "pytest's main file, part, the test file and conftest.py"
        assert outcome(ours(folder, *words, *more)) == expected
        assert {path: path.stat().st_ino for path in kept(folder)} == before, "they are not made again"
