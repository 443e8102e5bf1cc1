"""Changes in the frames of the program since the last event: lines and variables."""

import weakref
from dataclasses import dataclass, field
from threading import get_ident
from typing import Any

from minicoro.api import CLOSED, RUNNING, Suspendable, line_of, line_of_exit, successors, variables
from minicoro.observe.finding import NOWHERE
from minicoro.observe.rows import only_moves
from minicoro.observe.stream import Numbers
from minicoro.observe.values import is_one, short

MOST = 100
"""The number of objects that are examined while they do not run, because objects to which they refer may change.  If there are more, only running ones are examined."""

_FIXED = (type(None), bool, int, float, complex, str, bytes, type(Ellipsis))


@dataclass
class _Shown:
    """The reported state of a frame.

    state: the last state that it has entered.  is_told: the current event has the line itself; the frame may still be between
    two lines.  thread: the thread in which it has run last; it is examined only there, because it may begin to run elsewhere
    meanwhile.  moving: the variables whose texts may change although the frame does not run.
    """

    object: "weakref.ref[Suspendable]"
    thread: int
    line: int | None = None
    state: int = 0
    is_told: bool = False
    variables: dict[str, str] = field(default_factory=dict)
    moving: frozenset[str] = frozenset()


class Frames:
    """Compares the frames with their reported state.  It refers to no object of the program and runs none of the program's
    code.
    """

    def __init__(self, numbers: Numbers) -> None:
        self._numbers = numbers
        self._shown: dict[int, _Shown] = {}

    def begin(self, o: Suspendable) -> None:
        """An object exists from now on."""
        self._shown[id(o)] = _Shown(weakref.ref(o), get_ident())

    def forget(self, o: Suspendable) -> None:
        """An object has ended."""
        self._shown.pop(id(o), None)

    def stands(self, o: Suspendable, line: int | None) -> None:
        """The event itself has the line of an object."""
        shown = self._shown.get(id(o))
        if shown is not None and line:
            shown.line, shown.is_told = line, True

    def enters(self, o: Suspendable, state: int, line: int | None) -> None:
        """The event says that an object enters or continues a state, and has its line."""
        self.stands(o, line)
        shown = self._shown.get(id(o))
        if shown is not None:
            shown.state = state

    def left_line(self, o: Suspendable, state: int) -> int | None:
        """The line of an object that enters a state without a line: that of the state before it, where its frame stays.

        None: not known, because an exception has led there.
        """
        shown, states = self._shown.get(id(o)), o.machine.states
        if shown is None or state not in successors(states, states[shown.state]):
            return None
        before = states[shown.state]
        lines = [line_of_exit(before.exit), *[step.lineno for step in reversed(before.steps) if not only_moves(step)]]
        return [*[line for line in lines if 0 < line < NOWHERE], shown.line][0]

    def changes(self, stack: list[Suspendable], active: tuple[Suspendable, ...]) -> dict[str, Any] | None:
        """For each frame that has changed, by the number of the object: ``line``, ``vars``.

        stack: the objects that run in this thread.  active: those that have run since the last event.
        """
        found: dict[str, Any] = {}
        for o in active:
            shown = self._shown.get(id(o))
            if shown is not None and o.state != CLOSED:
                self._add(found, o, self._whole(shown, o))
        resting = list(self._shown.values()) if len(self._shown) <= MOST else [self._shown.get(id(o)) for o in stack]
        here = get_ident()
        for each in resting:
            if each is not None and each.moving and each.thread == here:
                self._look_again(found, each, stack, active)
        return found or None

    def _look_again(
        self, found: dict[str, Any], shown: _Shown, stack: list[Suspendable], active: tuple[Suspendable, ...]
    ) -> None:
        o = shown.object()
        if o is None or o.state == CLOSED or any([o is each for each in active]):
            return
        if o.state == RUNNING and not any([o is each for each in stack]):
            return  # an exception is leaving its delegate, and has not reached its frame yet
        moved = {name: short(value) for name, value in variables(o).items() if name in shown.moving}
        now = shown.variables | moved  # a frame that has just been resumed does not have all of them yet
        self._add(found, o, _changed(shown, now))

    def _add(self, found: dict[str, Any], o: Suspendable, changes: dict[str, Any]) -> None:
        if changes:
            found[str(self._numbers.known(o))] = changes

    def _whole(self, shown: _Shown, o: Suspendable) -> dict[str, Any]:
        """The complete state of a frame that has run."""
        shown.thread = get_ident()
        values = variables(o)
        cells = set(o.run.__code__.co_freevars) | set(o.machine.cells)
        moving = frozenset([name for name, value in values.items() if name in cells or not is_one(type(value), _FIXED)])
        shown.moving = moving | cells
        changes = _changed(shown, {name: short(value) for name, value in values.items()})
        is_told, shown.is_told = shown.is_told, False
        line = None if is_told else line_of(o)
        if line and line != shown.line:
            changes["line"] = shown.line = line
        return changes


def _changed(shown: _Shown, now: dict[str, str]) -> dict[str, Any]:
    before, shown.variables = shown.variables, now
    changed: dict[str, str | None] = {name: value for name, value in now.items() if before.get(name) != value}
    changed.update([(name, None) for name in before if name not in now])
    return {"vars": changed} if changed else {}
