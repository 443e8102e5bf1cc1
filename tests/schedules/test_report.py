"""The words of `minicoro explore`: a schedule is blamed only if it is the cause, and each number says what it counts."""

import os
import pty
import re
import subprocess
import sys
import time
from pathlib import Path
from time import monotonic

import pytest

from minicoro.cli.explore import _Bar
from minicoro.schedules.exploring import shortest
from minicoro.schedules.model import Run
from minicoro.schedules.program import Program
from minicoro.schedules.search import Search
from tests.running import ROOT

RACE = """import asyncio
balance = 100
async def withdraw(amount):
    global balance
    seen = balance
    await asyncio.sleep(0)
    balance = seen - amount
async def main():
    await asyncio.gather(withdraw(10), withdraw(20))
    assert balance == 70
"""
PLURAL = r"(?<![\d,.#])1 (more |wrong )?(runs|steps|states|transitions|schedules|lines|outcomes|departures|events)\b"
RUN = "asyncio.run(main())\n"


def explored(source: str, *words: str, code: int, said: int | str = "", columns: str = "", function: str = "") -> str:
    """What `minicoro explore` prints about a program that reads ``said``; its exit code must be ``code``."""
    file = Path("program.py")
    file.write_text(source)
    command = [sys.executable, "-m", "minicoro", "explore", *words, f"{file}{function}"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": columns}
    stdin = {"stdin": said} if isinstance(said, int) else {"input": said}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=60, check=False, **stdin)
    text = done.stdout + done.stderr
    assert done.returncode == code, f"the exit code is {done.returncode}, not {code}:\n{text}"
    assert not re.search(PLURAL, text), f"one thing, but a plural:\n{text}"
    return text


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_each_run_reads_the_same_standard_input() -> None:
    source = 'import asyncio\nasync def main():\n    name = input("name? ")\n    print("hi", name)\n'
    told = explored(source + RUN, said="ann\n", code=0)
    assert "prints name? hi ann" in told, told
    assert "EOFError" not in told, f"a later run did not get the text of the first one:\n{told}"


def test_what_was_read_is_a_part_of_the_state() -> None:
    source = (
        "import asyncio, sys\nread = []\n"
        "async def reader(name, line):\n    read.append(name + line())\n    await asyncio.sleep(0)\n    read.append(name + line())\n"
        "async def main():\n    await asyncio.gather(reader('a', input), reader('b', lambda: sys.stdin.readline().strip()))\n"
        "    print(read, *sys.stdin)\n"
    )
    states, every = [explored(source + RUN, *mode, said="1\n2\n3\n4\n5\n", code=1) for mode in ((), ("--every",))]
    rows = [re.findall(r"^ +(\d+) +ends; (.*)$", told, re.M) for told in (states, every)]
    assert sorted(rows[0]) == sorted(rows[1]) != [], (
        f"states with different input are taken for equal:\n{states}{every}"
    )
    assert "complete: all 20 schedules were visited" in states, states


def test_input_from_a_terminal_is_refused() -> None:
    ours, theirs = pty.openpty()
    try:
        told = explored("import asyncio\nasync def main(): print(input())\n" + RUN, said=theirs, code=2)
    finally:
        os.close(ours)
        os.close(theirs)
    assert "standard input, which is a terminal" in told, told
    assert "minicoro explore FILE < INPUT" in told, told


def test_no_schedule_is_blamed_if_the_program_does_not_repeat_itself() -> None:
    source = (
        "import asyncio, pathlib\nfile = pathlib.Path('count')\ncount = len(file.read_text()) if file.exists() else 0\n"
        "file.write_text('x' * (count + 1))\n"
        "async def main():\n    await asyncio.sleep(0)\n    assert count < 1\n"
    )
    told = explored(source + RUN, code=1)
    assert "no proof: the program does not repeat itself: the same schedule ended first so: ends" in told, told
    assert "nothing is known about its schedules" in told, told
    for words in ("depends on the schedule", "no await", "Accesses", "--save"):
        assert words not in told, f"{words!r} blames a schedule:\n{told}"
    assert not re.search(r"^ +0 ", told, re.M), f"an outcome with the count 0:\n{told}"


def test_may_says_that_other_orders_are_left() -> None:
    told = explored(RACE + RUN, "--may", code=1)
    assert "asyncio's own loop can produce only this order" in told, told
    assert "Try --any" in told, told
    assert "withdraw#2 reads balance (line 5), withdraw#1 writes balance (line 7)" in told, told
    assert "the order is not the cause" not in told, told


def test_the_order_is_not_the_cause_if_every_order_ends_so() -> None:
    told = explored("import asyncio\nasync def main():\n    assert await asyncio.sleep(0, 0)\n" + RUN, code=1)
    assert "it ends so in every order: the order is not the cause" in told, told
    assert "Accesses" not in told, told


BUSY = "import asyncio\nasync def main():\n    await asyncio.sleep(0)\n    while True: pass\n"
WAITS = "import asyncio, socket\nasync def main():\n    ends = socket.socketpair()\n    ends[0].recv(1)\n"
GOES_ON = "import asyncio\nasync def main():\n    while True: await asyncio.sleep(0)\n"


@pytest.mark.parametrize("source", [BUSY, WAITS, GOES_ON], ids=["busy", "waits", "goes on"])
def test_a_run_is_stopped_when_the_time_is_up(source: str) -> None:
    began = time.monotonic()
    told = explored(source + RUN, "--time", "1", "--depth", "1000000000", code=3)
    assert time.monotonic() - began < 20, "the time is not checked inside of a run"
    assert "no proof: stopped after 1 s (for more: --time N)" in told, told
    assert re.search(r"^\d+ runs?: .*\d not finished\.", told, re.M), told


def test_a_bad_run_is_not_shortened_when_the_time_is_up() -> None:
    run = Run(None)
    assert shortest(Program("program.py", "", "any"), run, [], lambda: True) is run, "each try is a further run"


def test_the_runs_are_accounted_for() -> None:
    told = explored(RACE + RUN, "--runs", "9", code=1)
    found = re.search(r"^(\d+) runs: (.*)\. \d+ states? seen\.$", told, re.M)
    assert found, f"what has become of the runs is not said:\n{told}"
    total, words = found.groups()
    assert sum([int(each) for each in re.findall(r"\d+", words)]) == int(total) == 9, told
    assert told.count("9 runs") == 2, f"once in the reason, once in the sum:\n{told}"


def test_a_complete_search_of_a_wrong_program_does_not_say_proved() -> None:
    told = explored(RACE + RUN, code=1)
    assert "complete: all 20 schedules were visited (" in told, told
    assert "proved" not in told, told
    found = re.search(r"took (\d+) runs: (.*?)\.", told)
    assert found, f"what the runs are for is not said:\n{told}"
    total, words = found.groups()
    assert sum([int(each) for each in re.findall(r"\d+", words)]) == int(total), told


def test_lines_are_folded_to_the_width_of_the_terminal() -> None:
    told = explored(RACE + RUN, columns="60", code=1)
    assert max([len(line) for line in told.splitlines()]) <= 60, told
    assert max([len(line) for line in explored(RACE + RUN, code=1).splitlines()]) > 100, "a pipe has no width"


def test_a_loop_that_runs_while_the_file_is_imported_is_not_counted() -> None:
    own, guarded = [
        explored(RACE.replace("70", "80") + guard + RUN, code=1, function=":main")
        for guard in ("", 'if __name__ == "__main__":\n    ')
    ]
    assert 'below `if __name__ == "__main__":`' in own, own
    assert "imported" not in guarded, guarded
    fresh = "import asyncio\nasync def say(word): print(word)\nasync def main(): await asyncio.gather(say(1), say(2))\n"
    own, guarded = [
        explored(fresh + guard + RUN, code=1, function=":main").partition("\n\n")[2]
        for guard in ("", 'if __name__ == "__main__":\n    ')
    ]
    assert own == guarded, f"the run at the import changes the counts, the names or the output:\n{own}\n{guarded}"


def test_an_error_of_the_import_is_told_as_such() -> None:
    told = explored(RACE + RUN, code=1, function=":main")
    assert "(assert balance == 70, line 10), in the import of the file, before main is called" in told, told


@pytest.mark.parametrize("silent", [False, True])
def test_progress_is_reported_to_a_pipe(silent: bool, capsys: pytest.CaptureFixture[str]) -> None:
    bar, search = _Bar(silent), Search(Program("program.py", "", "any"))
    search.done, search.started, bar.shown = 1, monotonic() - 12, monotonic() - 11
    for _ in range(2):
        bar.show(search)
    bar.clear()
    said = capsys.readouterr().err
    assert said == ("" if silent else "minicoro explore: 12 s: 1 run\n"), "a line every ten seconds, and none in a test"


def test_the_failure_of_a_test_is_the_report_alone() -> None:
    Path("test_race.py").write_text(
        RACE.replace("async def main", "import minicoro\n@minicoro.explore\nasync def test_main")
        + "@minicoro.explore(runs=1, model='may')\nasync def test_short(): await asyncio.sleep(0)\n"
    )
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "test_race.py"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    told = subprocess.run(command, capture_output=True, text=True, env=environment, check=False).stdout
    assert "2 failed" in told, told
    for words in ("subprocess.run", "def test()", "--save", "testing.py"):
        assert words not in told, f"{words!r} means nothing to the author of a test:\n{told}"
    assert re.search(r"run in a shell: minicoro explore \S*test_race.py:test_main --html OUT.html", told), told
    assert "@minicoro.explore(time=SECONDS, runs=N, depth=N)" in told, told
