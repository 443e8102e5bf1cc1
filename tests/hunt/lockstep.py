"""The same object under both Pythons, driven step by step; after each step both must have told the same."""

import gc
import random
import sys

from minicoro.host.settings import OPTIONS
from tests.hunt.compare import Side, accepted, hooks, sides
from tests.hunt.expressions import Place
from tests.hunt.programs import Programs

WRAPPERS = """
async def awaits(what):
    try:
        return await what
    finally:
        out("awaits ends", name_of(sys.exc_info()[1]))
def delegates(what):
    try:
        return (yield from what)
    finally:
        out("delegates ends", name_of(sys.exc_info()[1]))
async def iterates(what):
    async for item in what:
        out("item", name_of(item))
        yield item
hooks = Hooks()
sys.set_asyncgen_hooks(hooks.first, hooks.final)
box = []
"""


def definition(chance: random.Random, kind: str) -> str:
    """A function of one kind ("gen", "coro" or "agen"), named ``f``, after one of another kind that it may use."""
    writer = Programs(chance)
    writer.raising = chance.choice((0.0, 0.05, 0.1))
    suspends = chance.choice((0.1, 0.3, 0.6))
    helper = {"gen": "gen", "coro": chance.choice(("coro", "agen")), "agen": "coro"}[kind]
    writer.define("helper", Place(helper, suspends), 2)
    writer.define("f", Place(kind, suspends, functions=(("helper", helper),)), 3)
    return "\n".join(writer.lines) + "\n"


class Lockstep:
    """Two sessions side by side.  ``script`` is what has been run: a program that shows the same once more."""

    def __init__(self, definitions: str, force: bool) -> None:
        cpython, interpreted, *_ = sides()
        self.force = force
        self.outer = sys.get_asyncgen_hooks()
        gc.disable()  # what is kept by cycles ends when it is looked for, on both sides
        self.both = [
            (side, side.namespace(), side.begin(deaths=False, lines=True, keep=False))
            for side in (cpython, interpreted)
        ]
        self.hooks = [self.outer, self.outer]
        self.script = ""
        self.do(WRAPPERS + definitions)

    def do(self, text: str) -> None:
        """Run a text under both; AssertionError, with the script, if they do not tell the same."""
        if not accepted(text):
            return
        self.script += text + "\n"
        told = [self._one(index, side, namespace, log, text) for index, (side, namespace, log) in enumerate(self.both)]
        self._compare(*told)

    def _one(self, index: int, side: Side, namespace: dict[str, object], log: list[str], text: str) -> list[str]:
        before = len(log)
        side.prelude["settings"]["steps"] = 0
        with side.listening(log):
            sys.set_asyncgen_hooks(*self.hooks[index])
            if index == 0:
                side.execute(text, namespace, log)
            else:
                OPTIONS.force_machine = self.force
                try:
                    with hooks():
                        side.execute(text, namespace, log)
                finally:
                    OPTIONS.force_machine = False
            self.hooks[index] = sys.get_asyncgen_hooks()
            sys.set_asyncgen_hooks(*self.outer)
        return log[before:]

    def _compare(self, theirs: list[str], ours: list[str]) -> None:
        assert theirs == ours, f"{self.script}\nCPython:\n" + "\n".join(theirs) + "\n\nminicoro:\n" + "\n".join(ours)

    def end(self) -> None:
        """Drop everything, on both sides."""
        told = []
        for index, (side, namespace, log) in enumerate(self.both):
            before = len(log)
            with side.listening(log):
                if index == 0:
                    namespace.clear()
                    gc.collect()
                else:
                    with hooks():
                        namespace.clear()
                        gc.collect()
            told.append(log[before:])
        sys.set_asyncgen_hooks(*self.outer)
        gc.enable()
        self._compare(*told)
