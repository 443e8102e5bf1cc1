"""A Python that is newer than the tested versions: minicoro reports this, and tries itself before it runs a program."""

from __future__ import annotations

import os
import sys

from minicoro import lens

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path

UNUSABLE = 69
"""The exit code where minicoro does not work on this Python (EX_UNAVAILABLE)."""

UNCHECKED = "MINICORO_UNCHECKED"
"""Set in the environment of the check itself."""

PARTS = {"call": "a call with **", "import": "an import", "coroutine": "a coroutine", "traceback": "a traceback"}

_PROGRAM = """\
def call(**keywords): return keywords
assert call(**{"a": 1}, **{"b": 2}) == {"a": 1, "b": 2}
print("call")
import minicoro_check
assert minicoro_check.value == 1
print("import")
class Pause:
    def __await__(self): return (yield "pause")
async def wait(): return await Pause()
waiting = wait()
assert waiting.send(None) == "pause"
try: waiting.send(7)
except StopIteration as stop: assert stop.value == 7
print("coroutine")
import traceback
def fail(): raise KeyError("shown")
try: fail()
except KeyError as error:
    assert [entry.name for entry in traceback.extract_tb(error.__traceback__)][-1] == "fail"
    assert "shown" in traceback.format_exc()
print("traceback")
"""


def refused() -> int:
    """0 if minicoro can run; else the exit code, after printing the reason.

    A Python that has passed the check once is not checked again.
    """
    here = tuple(sys.version_info[:2])
    if here <= lens.known()[-1] or os.environ.get(UNCHECKED):
        return 0
    name, known = [".".join([str(part) for part in each]) for each in (here, lens.known()[-1])]
    print(f"minicoro: not tested on Python {name}, only up to {known}", file=sys.stderr)
    stamp = _stamp()
    if stamp is not None and stamp.exists():
        return 0
    failed = _failed_part()
    if failed:
        print(
            f"minicoro: it does not work on Python {name}: its check fails at {failed}. Use Python 3.11 to {known}.",
            file=sys.stderr,
        )
        return UNUSABLE
    if stamp is not None:
        try:
            stamp.parent.mkdir(parents=True, exist_ok=True)
            stamp.touch()
        except OSError:
            pass  # then it is checked again next time
    return 0


def _stamp() -> Path | None:
    """The file that records that this minicoro has passed its check on this Python."""
    from hashlib import sha256
    from pathlib import Path

    from minicoro import __version__
    from minicoro.lens import folder

    place = folder()
    told = sha256(repr((sys.version, sys.executable, __version__, __file__)).encode()).hexdigest()
    return Path(place, f"checked-{told[:16]}") if place else None


def _failed_part() -> str:
    """The part of minicoro that fails on this Python, in words; the empty string: none.  It may abort the process."""
    import subprocess
    import tempfile
    from pathlib import Path

    package = str(Path(__file__).resolve().parents[2])
    with tempfile.TemporaryDirectory() as place:
        Path(place, "minicoro_check.py").write_text("value = 1\n")
        file = Path(place, "main.py")
        file.write_text(_PROGRAM)
        path = os.pathsep.join([package, *[each for each in [os.environ.get("PYTHONPATH")] if each]])
        environment = os.environ | {UNCHECKED: "1", "PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1"}
        command = [sys.executable, "-m", "minicoro", "run", str(file)]
        try:
            done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60)
        except subprocess.TimeoutExpired:
            return "its start: no answer within a minute"
        except OSError as error:
            return f"its start: {error}"
    passed = done.stdout.split()
    for part, words in PARTS.items():
        if part not in passed:
            said = done.stderr.strip().splitlines()
            return words + (f" ({said[-1]})" if said else f" (exit code {done.returncode})")
    return "" if done.returncode == 0 else f"its end (exit code {done.returncode})"
