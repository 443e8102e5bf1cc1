"""Replaying a run on the printed machine: every step has to be one that ``show --raw`` prints."""

import re
import warnings
from dataclasses import dataclass, field
from pathlib import Path

from minicoro.observe import finding, show_text
from tests.observe.traces import Event, trace


@dataclass
class Printed:
    """One state as it was printed."""

    ways: set[int] = field(default_factory=set)
    handler: int | None = None
    suspends: bool = False
    returns: bool = False
    raises: bool = False
    ends_finally: str = ""
    line: int | None = None


Machine = dict[int, Printed]


def printed(path: Path) -> dict[tuple[str, int], list[Machine]]:
    """The machines of a file, by name and line, read back from their text; with the states after each ``finally`` and ``with``."""
    machines: dict[tuple[str, int], list[Machine]] = {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SyntaxWarning)  # of a ``return`` in ``finally``, from 3.14 on
        functions = finding.in_file(str(path))
    for found in functions:
        text = show_text.text_of(found, 100_000, raw=True)
        machines.setdefault((found.qualname, found.first_line), []).append(_states(text))
    return machines


def _states(text: str) -> Machine:
    leads: dict[str, set[int]] = {}
    for variable, number in re.findall(r"(\$\w+) = go to (\d+)", text):
        leads.setdefault(variable, set()).add(int(number))
    states = {}
    for part in re.split(r"\n(?=state \d+)", text)[1:]:
        states[int(part.split()[1])] = _state(part, leads)
    return states


def _state(part: str, leads: dict[str, set[int]]) -> Printed:
    state = Printed()
    *_, last = [line for line in part.splitlines() if "│" in line]
    state.ways = set(map(int, re.findall(r"→ (\d+)", last)))
    handler = re.search(r"exception: kept in \S+ → (\d+)", part)
    state.handler = int(handler[1]) if handler else None
    state.suspends = "│ ⏸" in last
    number = last.split("│", 1)[0].strip()
    state.line = int(number) if number else None
    words = last.split("│", 1)[1].strip()
    state.returns = words.startswith("return")
    state.raises = bool(re.fullmatch(r"raise \$\w+ again", words))
    ends = re.match(r"end of \w+: (\$\w+)", words)
    if ends:
        state.ways |= leads.get(ends[1], set())
        state.ends_finally = ends[1]
    return state


class Walk:
    """Follows every object of a run through its printed machine.  checked: how many steps were right."""

    def __init__(self, machines: dict[tuple[str, int], list[Machine]]) -> None:
        self.machines = machines
        self.functions: dict[int, list[Machine]] = {}
        self.objects: dict[int, list[Machine]] = {}  # several, where a line has several functions of one name
        self.at: dict[int, int] = {}
        self.checked = 0

    def take(self, event: Event) -> None:
        what, number = event["event"], event.get("object")
        if what == "function":
            self.functions[event["function"]] = self.machines.get((event["name"], event["line"]), [])
        elif what == "created":
            machines = self.functions[event["function"]]
            if machines:  # none: it is of another file, or of a text that the program made
                self.objects[number] = machines
                self.at[number] = 0
        elif number in self.objects and what in ("entered", "suspended", "returned", "raised"):
            fitting = [machine for machine in self.objects[number] if self._fits(machine, event)]
            assert fitting, (event, self.at[number], self.objects[number])
            self.objects[number] = fitting
            self.checked += 1
            if what == "entered":
                self.at[number] = event["state"]

    def _fits(self, machine: Machine, event: Event) -> bool:
        before = self.at[event["object"]]
        if event["event"] == "entered":
            if event["state"] not in machine:
                return False
            return event["state"] in machine[before].ways or event["state"] == machine[before].handler
        state = machine[before]
        if event["event"] == "suspended":
            return event["state"] == before and state.suspends and event.get("line", state.line) == state.line
        return state.returns if event["event"] == "returned" else state.handler is None


def walk(path: Path, *options: str, code: int | None = 0) -> int:
    """Replay a run on its printed machines; the number of steps that were checked."""
    machines = printed(path)
    following = Walk(machines)
    for event in trace(path, *options, code=code):
        following.take(event)
    return following.checked
