"""``python -m benchmarks.endurance [NAME…]``: what may break or grow in a long run, beside CPython in the same run.

Each part runs one program of this folder under both.  The exit code is 1 if a part is worse than what it says at most.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from benchmarks import leaks
from benchmarks.endurance.load import PER_PROCESSOR, Load

HERE = Path(__file__).parent
CPYTHON = [sys.executable]
MINICORO = [sys.executable, "-m", "minicoro", "run"]

Figures = dict[str, float]
Part = Callable[[argparse.Namespace], bool]


def run(command: list[str], name: str, *words: str) -> Figures:
    """What a program prints as JSON, and the seconds that it took."""
    begun = time.perf_counter()
    ended = subprocess.run(
        [*command, str(HERE / f"{name}.py"), *words],
        capture_output=True,
        text=True,
        check=False,
        env=leaks.environment("/tmp"),
    )
    seconds = time.perf_counter() - begun
    if ended.returncode:
        raise SystemExit(f"{name} under {' '.join(command)}: exit code {ended.returncode}\n{ended.stderr}")
    found: Figures = json.loads(ended.stdout)
    return found | {"seconds": seconds}


def shown(title: str, theirs: Mapping[str, float], ours: Mapping[str, float], limits: Mapping[str, float]) -> bool:
    """Print a table; whether each figure's ratio is at most its limit (for a negative one: at least its opposite)."""
    print(f"\n{title:<44}{'CPython':>12}{'minicoro':>12}{'ratio':>9}")
    good = True
    for name, figure in ours.items():
        ratio = figure / theirs[name] if theirs[name] else (1.0 if figure == 0 else float("inf"))
        limit = limits.get(name, limits.get("", 0))
        fine = not limit or (ratio >= -limit if limit < 0 else ratio <= limit)
        good &= fine
        told = "" if fine else f"   {'at least' if limit < 0 else 'at most'} {abs(limit)} is wanted"
        print(f"  {name:<42}{theirs[name]:>12,.2f}{figure:>12,.2f}{ratio:>9.2f}{told}")
    return good


def part_leaks(options: argparse.Namespace) -> bool:
    """What 10,000 executions leave."""
    print()
    return leaks.compare(options.times) == 0


def part_signals(options: argparse.Namespace) -> bool:
    """Ctrl-C at 1,000 random moments, in one process: each ``finally`` runs as often as under CPython."""
    theirs, ours = (run(command, "signals", str(options.interrupts)) for command in (CPYTHON, MINICORO))
    missed = "rounds with a finally that did not run"
    shown(f"interrupted at {options.interrupts:,} random moments", theirs, ours, {})
    return ours[missed] <= theirs[missed] + options.interrupts / 100


def part_ctrl_c(options: argparse.Namespace) -> bool:
    """Ctrl-C from outside: what is printed, the exit code, and the program's entries in the traceback."""
    chance = random.Random(1)
    count = max(1, options.interrupts // 50)
    moments = [chance.uniform(0, 0.1) for _ in range(count)]
    different = [when for when in moments if _interrupted(CPYTHON, when) != _interrupted(MINICORO, when)]
    print(f"\nprocesses interrupted: {count}; ended otherwise than under CPython: {len(different)}")
    return not different


def _interrupted(command: list[str], seconds: float) -> tuple[int, str, str, str]:
    """The exit code, stdout, the first lines of the traceback, and its last line."""
    argv = [*command, str(HERE / "interrupted.py")]
    with subprocess.Popen(
        argv, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=leaks.environment("/tmp")
    ) as child:
        assert child.stdout is not None
        child.stdout.readline()
        time.sleep(seconds)
        child.send_signal(signal.SIGINT)
        out, err = child.communicate(timeout=60)
    lines = err.splitlines()
    where = [line for line in lines if "minicoro/" in line and str(HERE) not in line]
    return child.returncode, out, "\n".join(lines[:3] + where), lines[-1] if lines else ""


def part_recursion(_: argparse.Namespace) -> bool:
    """How deep it goes before RecursionError; a process that dies is told by `run`."""
    theirs, ours = (run(command, "recursion") for command in (CPYTHON, MINICORO))
    return shown("depth at RecursionError (limit 1,000)", theirs, ours, {"": -0.9, "seconds": 0})


def part_tasks(options: argparse.Namespace) -> bool:
    """100,000 tasks at once."""
    theirs, ours = (run(command, "tasks", str(options.tasks)) for command in (CPYTHON, MINICORO))
    return shown(f"{options.tasks:,} tasks", theirs, ours, {"megabytes at most": 2.5, "seconds": 3})


def part_threads(_: argparse.Namespace) -> bool:
    """50 threads with an event loop each."""
    theirs, ours = (run(command, "threads", "50") for command in (CPYTHON, MINICORO))
    return shown("50 threads", theirs, ours, {"seconds": 4}) and ours["total"] == theirs["total"]


def part_server(options: argparse.Namespace) -> bool:
    """A server under load: requests a second, memory, and its end by Ctrl-C and SIGTERM."""
    return _served("a server", "server", options)


def part_starlette(options: argparse.Namespace) -> bool:
    """Starlette under uvicorn with h11, all interpreted."""
    return _served("Starlette", "starlette_server", options, *STARLETTE, words=("asyncio",))


def part_uvloop(options: argparse.Namespace) -> bool:
    """The same on uvloop's event loop."""
    return _served("Starlette on uvloop", "starlette_server", options, *STARLETTE, needs="uvloop", words=("uvloop",))


def part_aiohttp(options: argparse.Namespace) -> bool:
    """aiohttp in pure Python, interpreted."""
    return _served("aiohttp", "aiohttp_server", options, "aiohttp")


STARLETTE = ("starlette", "uvicorn", "h11", "anyio")


def _served(
    title: str, program: str, options: argparse.Namespace, *packages: str, needs: str = "", words: tuple[str, ...] = ()
) -> bool:
    """Load a server whose packages are interpreted; without them it is said what to install."""
    missing = [name for name in (*packages, *needs.split()) if importlib.util.find_spec(name) is None]
    if missing:
        print(f"\n{title}: not measured; it needs: python -m pip install {' '.join(missing)}")
        return True
    interpreted = [*MINICORO, *[word for name in packages for word in ("--interpret", name)]]
    good = True
    for end in (signal.SIGINT, signal.SIGTERM):
        seconds = options.seconds if end == signal.SIGINT else 1.0
        loads = [Load(command, HERE / f"{program}.py", *words) for command in (CPYTHON, interpreted)]
        theirs, ours = [load.measured(seconds, end) for load in loads]
        heading = f"{title}, {seconds:.0f} s, ended by {end.name}"
        wanted = {"megabytes": 2.5} | ({PER_PROCESSOR: -0.5} if end == signal.SIGINT else {})  # the other run is short
        good &= shown(heading, theirs, ours, wanted)
        good &= ours["exit code"] == theirs["exit code"] and ours["megabytes more"] <= theirs["megabytes more"] + 1
    return good


def part_processes(_: argparse.Namespace) -> bool:
    """Forked, spawned and started processes."""
    theirs, ours = (run(command, "processes") for command in (CPYTHON, MINICORO))
    shown("processes: what they have made", theirs, ours, {})
    return all([ours[name] == theirs[name] for name in theirs if name != "seconds"])


PARTS: dict[str, Part] = {
    "leaks": part_leaks,
    "signals": part_signals,
    "ctrl-c": part_ctrl_c,
    "recursion": part_recursion,
    "tasks": part_tasks,
    "threads": part_threads,
    "processes": part_processes,
    "server": part_server,
    "starlette": part_starlette,
    "uvloop": part_uvloop,
    "aiohttp": part_aiohttp,
}


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.endurance", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="NAME", help=f"only these: {', '.join(PARTS)}")
    parser.add_argument("--times", type=int, default=leaks.TIMES, help="executions for leaks (%(default)s)")
    parser.add_argument("--interrupts", type=int, default=1000, help="random moments (%(default)s)")
    parser.add_argument("--tasks", type=int, default=100_000, help="tasks at once (%(default)s)")
    parser.add_argument("--seconds", type=float, default=60.0, help="how long the server is under load (%(default)s)")
    options = parser.parse_args()
    unknown = [name for name in options.parts if name not in PARTS]
    if unknown:
        parser.error(f"no such part: {', '.join(unknown)}; there are {', '.join(PARTS)}")
    return options


def main() -> int:
    options = arguments()
    worse = []
    for name in options.parts or PARTS:
        if not PARTS[name](options):
            worse.append(name)
        sys.stdout.flush()
    print(f"\nworse than is wanted: {', '.join(worse) or 'nothing'}")
    return 1 if worse else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
