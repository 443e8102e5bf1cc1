"""Runs in Pyodide: each command once; its last value is what came of them, as JSON."""

import asyncio
import contextlib
import importlib
import io
import json
import platform
import sys
from asyncio import base_events, events, runners
from pathlib import Path

importlib.invalidate_caches()


class Loop(base_events.BaseEventLoop):
    """A loop that never blocks: it has no files, and its clock jumps to the next timer."""

    now = 0.0

    def __init__(self):
        super().__init__()
        self._selector = self

    def time(self):
        return self.now

    def select(self, timeout=None):
        assert timeout is not None, "a deadlock"
        Loop.now += timeout
        return []

    def _process_events(self, event_list):
        pass

    def _write_to_self(self):
        pass


events._set_running_loop(None)
policy = type("Policy", (events._BaseDefaultEventLoopPolicy,), {"_loop_factory": Loop})
events._set_event_loop_policy(policy())
asyncio.run = runners.run
for name in ("new_event_loop", "get_event_loop", "set_event_loop", "get_running_loop"):
    setattr(asyncio, name, getattr(events, name))

SOURCE = """
import asyncio

async def worker(name, pause):
    for step in range(2):
        await asyncio.sleep(pause)
        print(name, step)
    return name

async def main():
    print(await asyncio.gather(worker("slow", 0.3), worker("fast", 0.1)))

asyncio.run(main())
"""
Path("program.py").write_text(SOURCE)
Path("importing.py").write_text("import own\nprint(own.value, next(own.g()))\n")
Path("own.py").write_text("value = 1\ndef g():\n    yield 2\n")

FOUND = {"python": f"{platform.python_version()} {sys.platform}"}


@contextlib.contextmanager
def telling(name):
    out, sys.argv = io.StringIO(), ["minicoro"]
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
            yield
    except BaseException as error:
        out.write(f"{type(error).__name__}: {error}")
    FOUND[name] = out.getvalue()


def command(*words):
    from minicoro.cli.dispatch import enter

    with telling(words[0]):
        enter(list(words))


with telling("run_source"):
    import minicoro

    minicoro.run_source(SOURCE)
with telling("fork"):
    minicoro.run_source(
        "import minicoro\ndef g():\n    for n in range(3): yield n\n"
        "it = g(); next(it); other = minicoro.fork(it); print(list(it), list(other))"
    )
command("run", "importing.py")
FOUND["import"] = FOUND.pop("run")
command("show", "program.py:worker")
command("trace", "program.py")
sys.stdin = io.StringIO("slow\n" * 20)
command("learn", "1")
command("run", "--walk", "program.py")
FOUND["walk"] = FOUND.pop("run")
json.dumps(FOUND)
