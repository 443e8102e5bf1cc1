"""Which variables are alive at each suspension: whose values the function may still use after it.

The ordinary backward analysis, over the machine's own notes: a variable is alive before a step that may read it, and
before whatever leads there, unless a step in between certainly binds it.  An exception may leave a state before any
of its steps, so what is alive in its handler is alive all through it.
"""

from minicoro.observe.finding import Found
from minicoro.observe.sources import TEMPORARY, Sources
from minicoro.oldlower.finishing import targets
from minicoro.runtime.machine import Branch, Delegate, Note, Raise, State, Yield


def alive(found: Found) -> dict[int, tuple[str, ...]]:
    """For each state that suspends: the variables and temporaries alive while it is suspended, sorted.

    A captured variable is alive wherever it is: what captured it may read it at any time.
    """
    states = found.machine.states
    sources = Sources(found.lines, found.machine)
    notes = [_effects(state, sources, found) for state in states]
    entry: list[set[str]] = [set() for _ in states]
    changed = True
    while changed:
        changed = False
        for number in reversed(range(len(states))):
            live = _before(states[number], notes[number], entry)
            if live != entry[number]:
                entry[number] = live
                changed = True
    shown = {}
    for number, state in enumerate(states):
        if isinstance(state.exit, Yield | Delegate):
            shown[number] = tuple(sorted(_after(state, entry) | set(found.captured)))
    return shown


def _after(state: State, entry: list[set[str]]) -> set[str]:
    live: set[str] = set()
    if not isinstance(state.exit, Branch):
        for target in targets(state.exit):
            live |= entry[target]
    for note in state.notes:
        if note.goes >= 0:
            live |= entry[note.goes]
    if isinstance(state.exit, Yield | Delegate):
        live -= {state.exit.result}
    if state.region is not None:
        live |= entry[state.region.handler] - {state.region.variable, *state.region.clears}
    return live


def _before(state: State, notes: list[tuple[set[str], set[str]]], entry: list[set[str]]) -> set[str]:
    live = _after(state, entry) | set(state.handling)
    if isinstance(state.exit, Raise):
        live.add(state.exit.variable)
    if isinstance(state.exit, Branch):
        # What a test binds (the names of a pattern, the item of a loop) is bound when it comes out true.
        reads, binds = notes[-1]
        live |= (entry[state.exit.then] - binds) | entry[state.exit.otherwise] | reads
        notes = notes[:-1]
    for reads, binds in reversed(notes):
        live = (live - binds) | reads
    if state.region is not None:
        live |= entry[state.region.handler] - {state.region.variable, *state.region.clears}
    return live


def _effects(state: State, sources: Sources, found: Found) -> list[tuple[set[str], set[str]]]:
    """What each step and the exit may read, and what they certainly bind."""
    own = (state.exit.result,) if isinstance(state.exit, Yield | Delegate) and state.exit.result else ()
    return [
        (_reads(note, sources, own if note is state.notes[-1] else (), found), _binds(note, found))
        for note in state.notes
    ]


def _reads(note: Note, sources: Sources, own: tuple[str, ...], found: Found) -> set[str]:
    return {*TEMPORARY.findall(sources.of(note, own, whole=True)), *(note.reads & found.local_names)}


def _binds(note: Note, found: Found) -> set[str]:
    binds: set[str] = set(note.binds & found.local_names)
    binds.update(note.drops, note.keeps)
    return binds
