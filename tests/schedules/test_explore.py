"""`minicoro explore`, what it refuses to call a proof, replays, the decorator, the counts in the book, and races from public trackers."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.running import ROOT
from tests.schedules.test_classics import explored

pytestmark = pytest.mark.sample(5, 1)

PROGRAMS = Path(__file__).parent / "programs"
REPORTED = sorted((Path(__file__).parent / "reported").glob("*.py"))
BOOK = (ROOT / "spec" / "schedules.md").read_text(encoding="utf-8")
COUNTED = re.findall(r"### `(\S+)`.*?Schedules: any ([\d,]+), may ([\d,]+).*?```python\n(.*?)```", BOOK, re.DOTALL)


def minicoro(*words: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": ""}
    command = [sys.executable, "-m", "minicoro", *words]
    return subprocess.run(command, capture_output=True, text=True, env=environment, cwd=ROOT, check=False)


@pytest.mark.parametrize("path", REPORTED, ids=lambda path: path.stem)
@pytest.mark.sample(15, 5)
def test_reported_races_are_found(path: Path) -> None:
    found = explored(path, "main", replays=3)
    assert found["wrong"], f"nothing wrong was found in {path.name}"
    assert found["first"] <= 200
    assert found["replayed"] == 3


def test_there_are_five_reported_races() -> None:
    assert len(REPORTED) == 5


@pytest.mark.parametrize(("rule", "any_", "may", "source"), COUNTED, ids=[each[0] for each in COUNTED])
@pytest.mark.sample(15, 5)
def test_the_counts_of_the_book(rule: str, any_: str, may: str, source: str, tmp_path: Path) -> None:
    program = tmp_path / "program.py"
    program.write_text(source)
    for model, count in (("any", any_), ("may", may)):
        said = minicoro("explore", str(program), f"--{model}").stdout
        total = "the only schedule was visited" if count == "1" else f"all {count} schedules were visited"
        assert total in said, f"{rule} says {count} ({model}):\n{said}"


def test_a_schedule_is_saved_and_run_again(tmp_path: Path) -> None:
    saved = str(tmp_path / "bad.json")
    told = minicoro("explore", f"{PROGRAMS / 'lost_update.py'}:bug", "--save", saved)
    assert told.returncode == 1, told.stderr
    assert "deposit#1 writes Account.balance (line 15)" in told.stdout
    again = minicoro("run", "--schedule", saved)
    assert (again.returncode, again.stderr.splitlines()[-1]) == (1, "AssertionError: 1 of 3")
    traced = minicoro("trace", "--schedule", saved)
    assert "ends with AssertionError('1 of 3')" in traced.stdout


def test_a_damaged_schedule_and_a_changed_program(tmp_path: Path) -> None:
    assert "no schedule" in minicoro("run", "--schedule", str(PROGRAMS / "aba.py")).stderr
    program, saved = tmp_path / "program.py", tmp_path / "saved.json"
    program.write_text("import asyncio\nasync def main(): await asyncio.sleep(0)\n")
    steps = {"minicoro schedule": 1, "program": "program.py", "function": "main", "model": "any", "outcome": "ends"}
    saved.write_text(json.dumps({**steps, "steps": ["main", "somebody#1"]}))
    told = minicoro("run", "--schedule", str(saved))
    assert (told.returncode, "has the program changed" in told.stderr) == (2, True), told.stderr


OUTSIDE = {
    "chance": ("import random\nasync def main(): return random.random() < 2", "random numbers"),
    "a file": ("async def main():\n    with open('/dev/null') as file: return file.read()", "I/O outside"),
    "a type written in C": (
        "import asyncio, re\nasync def main():\n    m = re.match('a', 'a')\n    await asyncio.sleep(0)\n    return m.group()",
        "re.Match cannot be compared",
    ),
    "a thread": (
        """
import asyncio, threading
async def main():
    e = asyncio.Event()
    loop = asyncio.get_running_loop()
    threading.Thread(target=loop.call_soon_threadsafe, args=(e.set,)).start()
    await e.wait()
""",
        "a thread",
    ),
    "a bound": (
        "import asyncio\nn = 0\nasync def main():\n    global n\n    while True:\n        n += 1\n        await asyncio.sleep(0)",
        "stopped after 500 steps (for more: --depth N)",
    ),
}


@pytest.mark.parametrize("what", OUTSIDE)
def test_no_false_proof(what: str, tmp_path: Path) -> None:
    source, reason = OUTSIDE[what]
    program = tmp_path / "program.py"
    program.write_text(source)
    told = minicoro("explore", f"{program}:main", "--depth", "500")
    assert not re.search("proved|complete", told.stdout), told.stdout
    assert reason in told.stdout, told.stdout + told.stderr
    assert told.returncode == 3


def test_bad_command_lines(tmp_path: Path) -> None:
    for words, text in (
        (["nothing.py"], "can't open 'nothing.py'"),
        ([f"{PROGRAMS / 'aba.py'}:nobody"], "has no function 'nobody'"),
        ([str(PROGRAMS / "aba.py"), "--runs", "none"], "a number above 0"),
    ):
        told = minicoro("explore", *words)
        assert (told.returncode, text in told.stderr) == (2, True), told.stderr


def test_the_decorator(tmp_path: Path) -> None:
    test = tmp_path / "test_it.py"
    test.write_text(
        "import asyncio, minicoro\n\n"
        "@minicoro.explore\nasync def test_good():\n    await asyncio.gather(asyncio.sleep(0), asyncio.sleep(0))\n\n"
        "@minicoro.explore(model='may', runs=50)\nasync def test_bad():\n    assert await asyncio.sleep(0, 0), 'nothing'\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(test)]
    told = subprocess.run(command, capture_output=True, text=True, env=environment, cwd=tmp_path, check=False).stdout
    assert "1 failed, 1 passed" in told, told
    assert "AssertionError: nothing" in told


def test_ctrl_c_gives_what_is_known_so_far(tmp_path: Path) -> None:
    """The search of this program would take days: each of five tasks suspends three times."""
    file = tmp_path / "long.py"
    file.write_text(
        "import asyncio, pathlib\n"
        f"pathlib.Path({str(tmp_path / 'begun')!r}).touch()\n"
        "async def work():\n    for _ in range(3): await asyncio.sleep(0)\n"
        "async def main():\n    await asyncio.gather(*[work() for _ in range(5)])\n    print('over')\n"
        "asyncio.run(main())\n"
    )
    words = [sys.executable, "-m", "minicoro", "explore", str(file), "--every", "--runs", "1000000"]
    environment = {**os.environ, "COLUMNS": ""}
    with subprocess.Popen(
        words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT, env=environment
    ) as process:
        while not (tmp_path / "begun").exists() and process.poll() is None:
            time.sleep(0.1)
        time.sleep(1)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=30)
    assert "no proof: interrupted" in out, out + err
    assert re.search(r"^[\d,]+ runs: [\d,]+ to the end of the program", out, re.M), out + err
    assert process.returncode == 3, out + err


def test_outputs_that_begin_alike_are_told_apart(tmp_path: Path) -> None:
    file = tmp_path / "alike.py"
    file.write_text(
        "import asyncio\n"
        "async def say(word):\n    await asyncio.sleep(0)\n    print(word)\n"
        "async def main():\n    for n in range(6): print(n)\n    await asyncio.gather(say('a'), say('b'))\n"
        "asyncio.run(main())\n"
    )
    command = [sys.executable, "-m", "minicoro", "explore", str(file)]
    environment = {**os.environ, "COLUMNS": ""}
    told = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, env=environment, check=False).stdout
    assert "ends; prints 0 | 1 | 2 | 3 | … 4 more lines\n" in told
    assert "ends; prints … 6 lines | b | a\n" in told, told


def test_a_proof_says_that_it_needs_steps_without_time(program) -> None:
    """A slow step may let a timer with a later deadline come first."""
    source = "import asyncio\n\nasync def main():\n    await asyncio.sleep({})\n\nasyncio.run(main())\n"
    for seconds, words in (("0", "proved: "), ("0.1", "proved, if steps take no time: ")):
        told = minicoro("explore", str(program(source.format(seconds), f"sleeps_{seconds[-1]}.py")))
        assert words in told.stdout, told.stdout


STALE = """import asyncio
d = {1: 1, 2: 2}
async def reader():
    it = iter(d)
    next(it)
    await asyncio.sleep(0)
async def writer(): d[3] = 3
async def main(): await asyncio.gather(reader(), writer())
asyncio.run(main())
"""


def test_an_iterator_of_a_dict_that_has_changed_is_refused(tmp_path: Path) -> None:
    program = tmp_path / "program.py"
    program.write_text(STALE)
    told = minicoro("explore", str(program))
    assert "no proof: a dict_keyiterator cannot be compared" in told.stdout, told.stderr
