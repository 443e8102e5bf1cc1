"""From drafts to states: the last pass over a machine, which changes nothing of what it does.

Empty states are jumped over, straight stretches are joined, what nothing leads to is left out, and the rest is
numbered in the order in which it is reached.  Fewer states make fewer turns of the engine, and less to read.
"""

from __future__ import annotations

from minicoro.records import fields, replace
from minicoro.runtime.machine import Jump, Region, State

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from minicoro.oldlower.builder import Draft, RegionDraft
    from minicoro.runtime.machine import Exit, Note
    from minicoro.runtime.unit import Frame

_TARGETS = ("target", "then", "otherwise", "normal", "on_continue", "on_break", "on_return")


def unnumbered(frame: Frame) -> None:
    """Stands for the step that keeps a completion, until the number of the state it leads to is known."""
    raise AssertionError("the machine is not finished")


def states_of(drafts: list[Draft]) -> tuple[State, ...]:
    """The states of a machine that begins in ``drafts[0]``."""
    for draft in drafts:
        _retarget(draft, lambda target: landing(drafts, target))
    _join(drafts)
    start = landing(drafts, 0)
    order = _reached(drafts, start)
    numbers = {index: number for number, index in enumerate(order)}
    regions: dict[int, Region] = {}
    for index in order:
        _retarget(drafts[index], numbers.__getitem__)
    return tuple([_state(drafts[index], numbers, regions, drafts) for index in order])


def landing(drafts: list[Draft], index: int) -> int:
    """Where a jump to ``index`` ends up, past states that do nothing but jump."""
    seen = set()
    while index not in seen:
        seen.add(index)
        draft = drafts[index]
        if draft.steps or not isinstance(draft.exit, Jump):
            break
        index = draft.exit.target
    return index


def targets(exit: Exit) -> list[int]:
    """The states that an exit may lead to, the likely one first."""
    names = fields(exit)
    return [getattr(exit, name) for name in _TARGETS if name in names and getattr(exit, name) >= 0]


def _retarget(draft: Draft, renumber: Any) -> None:
    assert draft.exit is not None
    names = fields(draft.exit)
    changed = {}
    for name in _TARGETS:
        if name in names and getattr(draft.exit, name) >= 0:
            changed[name] = renumber(getattr(draft.exit, name))
    if changed:
        draft.exit = replace(draft.exit, **changed)
    draft.notes[:] = [note if note.goes < 0 else replace(note, goes=renumber(note.goes)) for note in draft.notes]


def _onward(drafts: list[Draft], draft: Draft) -> list[int]:
    """Every state that can come next after ``draft``."""
    assert draft.exit is not None
    found = targets(draft.exit) + [note.goes for note in draft.notes if note.goes >= 0]
    return found if draft.region is None else [*found, _handler(drafts, draft.region)]


def _handler(drafts: list[Draft], region: RegionDraft) -> int:
    return landing(drafts, region.handler.index)


def _reached(drafts: list[Draft], start: int) -> list[int]:
    order: list[int] = []
    seen = set()
    stack = [start]
    while stack:
        index = stack.pop()
        if index not in seen:
            seen.add(index)
            order.append(index)
            stack.extend(reversed(_onward(drafts, drafts[index])))
    return order


def _join(drafts: list[Draft]) -> None:
    """Join a state to the one that only it jumps to, where the same exceptions are caught and handled in both."""
    start = landing(drafts, 0)
    order = _reached(drafts, start)
    arrivals = dict.fromkeys(order, 0)
    arrivals[start] = 1
    for index in order:
        for onward in _onward(drafts, drafts[index]):
            arrivals[onward] += 1
    for index in order:
        draft = drafts[index]
        while isinstance(draft.exit, Jump):
            following = drafts[draft.exit.target]
            if following is draft or arrivals[following.index] != 1 or not _alike(draft, following):
                break
            draft.steps += following.steps
            draft.notes += following.notes
            draft.exit, draft.exit_note, draft.span = following.exit, following.exit_note, following.span
            arrivals[following.index] = 0


def _alike(draft: Draft, following: Draft) -> bool:
    if draft.region is not following.region or draft.handling != following.handling:
        return False
    changed = {name for note in draft.notes for name in note.keeps + note.drops}
    return changed.isdisjoint(following.handling)


def _state(draft: Draft, numbers: dict[int, int], regions: dict[int, Region], drafts: list[Draft]) -> State:
    assert draft.exit is not None
    region = None
    if draft.region is not None:
        found = draft.region
        if id(found) not in regions:
            regions[id(found)] = Region(numbers[_handler(drafts, found)], found.variable, tuple(found.clears))
        region = regions[id(found)]
    steps = [
        _completing(note) if step is unnumbered else step for step, note in zip(draft.steps, draft.notes, strict=True)
    ]
    notes = (*draft.notes, draft.exit_note)
    return State(tuple(steps), draft.exit, region, draft.handling, draft.span, notes)


def _completing(note: Note) -> Any:
    (variable,), number = note.keeps, note.goes

    def keep_completion(frame: Frame) -> None:
        frame[variable] = number

    return keep_completion
