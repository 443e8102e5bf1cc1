"""A machine as ONE host function ``run($o, $sent)``: the loop of `core.engine`, unrolled.

The states stand in a tree of ``if`` by their labels: label ``n`` continues state ``n`` at the exit in which the object was
suspended, label ``n`` + number of states begins it.  A state that only one other leads to stands where that one ends.
Variables are the host's locals: taken from ``$o.saved`` when a state is resumed, put there when it suspends.

What is handled is real: the states of a handler stand in a host ``except``, one level deeper for each exception handled;
those of a ``finally`` stand in two levels, for it is entered with an exception and without.
"""

from __future__ import annotations

import ast
import copy
from collections import Counter
from collections.abc import Callable
from typing import Any

from ..core.engine import CLOSED, RUNNING
from ..core.machine import (
    Branch,
    Case,
    Complete,
    Delegate,
    EndFinally,
    EnterFinally,
    Jump,
    Kind,
    Machine,
    Next,
    Raise,
    Return,
    State,
    Yield,
    targets,
)
from ..core.operations import HELPERS
from ..lower.forms import Definition, definition, named, place_of_call
from .flow import INNER, Flow, names_bound, syntax, taken
from .templates import displace, duplicate, fill, linked, placed

Statements = list[ast.stmt]
SMALL = 160
"""A jump to a state of so few nodes becomes a copy of it: falling through is quicker than finding it."""

OWN = {"$awaitable": "Coroutine", "$iterator": "Generator"}
"""For the helpers that give a delegate: the class whose new objects are delegates as they are."""

DRIVE_OWN = """
d = OPERAND
EMPTY
if Type(d) is KIND and d.state == 0:
    v = d.run(d, None)
else:
    d = SOURCE
    v = d.run(d, None) if d.state >= 0 else d.unready(None)
"""
DRIVE = """
d = SOURCE
v = d.run(d, None) if d.state >= 0 else d.unready(None)
"""
DRIVEN_AT_ONCE = """
if d.state >= 0:
    o.delegate = d
    SUSPEND
d = None
FOLLOWING
"""
DRIVE_NEXT = """
if Type(ITERATOR) is AsyncGenerator and (ITERATOR.running is False or ITERATOR.begins()):
    d = ITERATOR
    d.running = True
    v = d.run(d, None)
    if d.item:
        d.item = d.running = False
    else:
        if d.state < 0:
            ENDED
        o.delegate = Underway(d)
        SUSPEND
else:
    try:
        d = SOURCE
        v = d.run(d, None) if d.state >= 0 else d.unready(None)
    except StopAsyncIteration:
        d = None
    if d is None:
        ENDED
    if d.state >= 0:
        o.delegate = d
        SUSPEND
d = None
FOLLOWING
"""
GO_ON = """
if sent is Throw:
    o.delegate = d = None
    raise Take(o)
v = d.run(d, sent) if d.state >= 0 else d.unready(sent)
"""
GO_ON_NEXT = """
try:
    if sent is Throw:
        o.delegate = d = None
        raise Take(o)
    v = d.run(d, sent) if d.state >= 0 else d.unready(sent)
except StopAsyncIteration:
    o.delegate = o.raised = d = None
if d is None:
    ENDED
"""
DRIVEN = """
if d.state >= 0:
    SUSPEND
o.delegate = d = None
FOLLOWING
"""
NEXT = """
if Type(ITERATOR) is Generator and ITERATOR.state >= 0:
    v = ITERATOR.run(ITERATOR, None)
    if ITERATOR.state < 0:
        EXHAUSTED
else:
    v = Next(ITERATOR, Throw)
    if v is Throw:
        EXHAUSTED
ITEM = v
v = None
FOLLOWING
"""
LOOP = """
while True:
    try:
        state = state
        while CONDITION:
            INSIDE
            ENTER
            STATES
        break
    except BaseException as ERROR:
        v = None
        if Type(ERROR) is RecursionError:
            try:
                SetLimit(Limits.high)
            except RecursionError:
                o.state = CLOSED
            state = CaughtAtLimit(o, state, ERROR)
        else:
            state = Caught(o, state, ERROR)
        HANDLED
    DROP
"""
HANDLED = """
if state < 0:
    sent = None
    raise
DEEP
DEEPER
"""
HANDLED_OR_DROPS = """
if KEEPS:
    left = ERROR if state < 0 else None
else:
    HANDLED
    continue
"""
DROP = """
EMPTY
if state < 0:
    sent = None
    try:
        raise Reraised(o, left)
    except BaseException as ERROR:
        left = None
        Restored(o, ERROR)
        raise
DEEP
"""
"""The host looks for signals at the end of a round, which must be inside of the ``try``: 3.11 takes that for the place in
front of the loop.
"""
FIRST_LEVEL = """
caught = True
LOOP
"""
"""An exception that comes up where none is handled is handled by its handler, so that is not asked for."""

ENTER = """
if deep:
    if Depth(o, state) > DEPTH:
        raise Again(o, state, DEPTH)
    deep = False
"""
GIVE = """
try:
    return v
finally:
    v = None
"""
"""Give a value, and keep it in no variable: the frame of a call that this one made may keep this frame."""
END_FINALLY = """
v = o.caught.pop(NAME, None)
if v is not None:
    if Type(v) is not Int:
        raise Reraised(o, v)
    state = v
    continue
FOLLOWING
"""
MAYBE = """
try:
    KEPT = NAME
except NameError:
    KEPT = Unbound
"""
MAYBE_BACK = """
if NAME is Unbound:
    del NAME
"""


class Emitter:
    """Writes out one machine.

    parameters, names: the variables that calls bind, and all that are the host's locals, in order.  mangle: private names.
    watched: with calls that tell of each event (`core.events`).  inner: turns functions and classes inside of the
    machine's steps into what the host is to compile.  first: the variable that ``super()`` means, "" if it means none.
    """

    def __init__(
        self,
        machine: Machine,
        parameters: list[str],
        names: list[str],
        mangle: Callable[[str], str],
        inner: Callable[[Any], Any],
        first: str = "",
        watched: bool = False,
    ) -> None:
        self.watched, self.inner, self.first, self.copying = watched, inner, first, False
        self.large: set[int] = set()  # states that are not copied
        self.machine, self.parameters, self.mangle = machine, parameters, mangle
        self.states, self.count = machine.states, len(machine.states)
        self.kept = _kept(machine)
        temporaries = {name for state in machine.states for name in _stored_temporaries(state)} - self.kept
        self.flow = Flow(machine, parameters, names, temporaries, mangle)
        self.temporaries = temporaries
        self.fetched = _fetched_late(machine)
        self.has_regions = bool(self.kept)
        self.dropped = self._dropped()
        self.handlers = {region.handler for n in self.flow.entry if (region := self.states[n].region) is not None}
        self.shared = self._shared()
        self.used = set(self.handlers)  # the states that something jumps to
        entered = {state.exit.variable for state in self.states if isinstance(state.exit, EnterFinally)}
        self.uncertain = entered | {name for s in self.states for step in s.steps for name in names_bound(step)}

    # The whole

    def function(self, name: str, node: Any, declarations: Statements) -> ast.FunctionDef:
        """The function that performs the machine of the definition ``node``."""
        resumed = [0] + [n for n in self.flow.entry if isinstance(self.states[n].exit, Yield | Delegate)]
        bodies = self._with_used({number: self._resumed(number, node) for number in sorted(set(resumed))})
        begin = "state = o.state\no.state = RUNNING"
        if any([isinstance(self.states[n].exit, Delegate) for n in self.flow.entry]):
            begin += "\nd = o.delegate"
        if self.has_regions:
            deep = [n for n in resumed if self.states[n].handling]
            begin += f"\ndeep = state in {tuple(deep)}" if deep else "\ndeep = False"
        if self.watched:
            begin += "\nTellResumed(o, state, sent)"
        body = [*declarations, *fill(begin, None, RUNNING=RUNNING), *self._unbound(), *self._loop(bodies, 0)]
        function: ast.FunctionDef = placed(definition(name, named("$o", "$sent"), []))
        function.body = body
        return function

    def plain_body(self, machine: ast.expr) -> Statements:
        """The body of a function that does not suspend, performed as a machine all the same (a test mode)."""
        start = self.states[0].exit.target  # type: ignore[union-attr]
        self.used.add(start)
        bodies = self._with_used({})
        begin = "o = MakePlain(MACHINE)\nstate = LABEL" + ("\ndeep = False" if self.has_regions else "")
        begun = fill(begin, None, MACHINE=machine, LABEL=start + self.count)
        return [*begun, *self._unbound(), *self._loop(bodies, 0)]

    def _unbound(self) -> Statements:
        """The temporaries that are looked at when an exception comes up have a value from the start."""
        looked_at = {name for names in self.dropped.values() for name in names} - {"$d"}
        return _emptied(sorted(looked_at))

    def _with_used(self, bodies: dict[int, Statements]) -> dict[int, Statements]:
        """``bodies``, and those of all states that something jumps to, by label."""
        while todo := sorted([n for n in self.used if n + self.count not in bodies]):
            bodies |= {number + self.count: self._state(number) for number in todo}
        return dict(sorted(bodies.items()))

    def _jump(self, target: int) -> Statements:
        self.used.add(target)
        return fill("state = LABEL\ncontinue", None, LABEL=target + self.count)

    def saved_names(self) -> dict[int, tuple[str, ...]]:
        """For each state that suspends, the names of what is in ``saved`` then."""
        numbers = [n for n in self.flow.leaving if isinstance(self.states[n].exit, Yield | Delegate)]
        found = {number: tuple(self.flow.saved(number)[0]) for number in numbers}
        return {0: tuple(self.parameters), **found}

    def _shared(self) -> set[int]:
        """The states that begin at a label only: handlers, and those that more than one other leads to."""
        arrivals = [target for number in self.flow.entry for target in targets(self.states[number].exit)]
        exits = [self.states[number].exit for number in self.flow.entry]
        arrivals += [exit.target for exit in exits if isinstance(exit, Delegate)]  # at once, and when it is resumed
        return self.handlers | {number for number, count in Counter(arrivals).items() if count > 1}

    @staticmethod
    def _alike(one: State, other: State) -> bool:
        """Whether one state can stand behind the other: at the same level of handlers."""
        return one.handling == other.handling and not _rehandles(one, one.handling)

    # Levels of handlers

    def _levels(self, label: int) -> tuple[int, int]:
        """At how many exceptions being handled, at least and at most, a state may run."""
        handling = self.states[label % self.count].handling
        uncertain = [name for name in handling if name in self.uncertain]
        return len(handling) - len(uncertain), len(handling)

    def _loop(self, bodies: dict[int, Statements], depth: int) -> Statements:
        labels = [label for label in bodies if self._levels(label)[0] <= depth <= self._levels(label)[1]]
        deeper = any([self._levels(label)[1] > depth for label in bodies])
        here = f"e{depth}"
        enter = fill(ENTER, None, DEPTH=depth) if deeper else []
        states = self._tree(bodies, labels) if labels else fill("raise SystemError")
        deep = fill("deep = True") if self.has_regions else []
        inner = self._loop(bodies, depth + 1) if deeper else []
        handled = fill(HANDLED, None, DEEP=deep, DEEPER=inner)
        drop: Statements = []
        if self.dropped:
            keeps = _any([_keeps(label, names) for label, names in self.dropped.items()])
            handled = fill(HANDLED_OR_DROPS.replace("ERROR", here), None, KEEPS=keeps, HANDLED=handled)
            empty: Statements = []
            for label, names in self.dropped.items():
                empty += fill(f"if {_where(label)}:\n    EMPTY", None, EMPTY=_emptied(names))
            drop = fill(DROP.replace("ERROR", here), None, EMPTY=empty, DEEP=deep)
        condition: ast.expr = ast.Constant(True)
        if depth:
            condition = _expression(f"Inside(o, state, {depth}, e{depth - 1})")
        is_first = depth == 1 and self._handles_all()
        if is_first:
            condition = _expression("caught or INSIDE", INSIDE=condition)
        inside = fill("caught = False") if is_first else []
        given: Any = {"CONDITION": condition, "INSIDE": inside, "ENTER": enter, "STATES": states, "HANDLED": handled}
        made = fill(LOOP.replace("ERROR", here), None, CLOSED=CLOSED, DROP=drop, **given)
        return fill(FIRST_LEVEL, None, LOOP=made) if is_first else made

    def _handles_all(self) -> bool:
        """Whether each handler handles what it is entered with; between the clauses of ``except*`` nothing is handled."""
        regions = [state.region for state in self.states if state.region is not None]
        return all([region.variable in self.states[region.handler].handling for region in regions])

    def _dropped(self) -> dict[int, list[str]]:
        """The temporaries that an exception drops, by the label of its handler; -1: by one that leaves the frame.

        They are dropped outside of the host's handler: only then the exception counts as handled.  Rule: context/dropped
        """
        found: dict[int, set[str]] = {}
        for number, (_, may) in self.flow.leaving.items():
            region = self.states[number].region
            names = may | self.flow.entry[number][1] | _stored_temporaries(self.states[number])
            if region is not None:
                names &= set(region.clears)
            held = names & self.temporaries
            if isinstance(self.states[number].exit, Delegate):
                held |= {"$d"}
            if held:
                found.setdefault(-1 if region is None else region.handler + self.count, set()).update(held)
        return {label: sorted(found[label]) for label in sorted(found)}

    def _tree(self, bodies: dict[int, Statements], labels: list[int]) -> Statements:
        """The states with these labels, found by comparing."""
        if len(labels) == 1:
            return bodies[labels[0]]
        half = (len(labels) + 1) // 2
        low, high = self._tree(bodies, labels[:half]), self._tree(bodies, labels[half:])
        return fill("if state < HALF:\n    LOW\nHIGH", None, HALF=labels[half], LOW=low, HIGH=high)

    # States

    def _go(self, state: State, target: int) -> Statements:
        """What goes on in another state: the state itself, if nothing else leads there."""
        following = self.states[target]
        if target not in self.shared and self._alike(state, following):
            moved = state.region is not following.region or state is self.states[0]
            return (fill("state = LABEL", None, LABEL=target + self.count) if moved else []) + self._state(target)
        deeper = _rehandles(state, (*state.handling, *following.handling))
        mark = fill("deep = True") if deeper else []
        known = target in self.handlers or target in self.large
        if self.copying or known or not self._alike(state, following) or _defines(following):
            return [*mark, *self._jump(target)]
        self.copying = True
        copied = self._state(target)
        self.copying = False
        if sum([1 for part in copied for _ in ast.walk(part)]) > SMALL:
            self.large.add(target)
            return [*mark, *self._jump(target)]
        moved = state.region is not following.region
        made = fill("state = LABEL", None, LABEL=target + self.count) if moved else []
        if not made and target <= self.states.index(state) and _line(state) == _line(following):
            made = fill("pass")  # another round of a loop in one line: the host is to tell its tracer of the line again
        return made + copied

    def _state(self, number: int) -> Statements:
        state = self.states[number]
        made: Statements = fill("TellEntered(o, NUMBER)", None, NUMBER=number) if self.watched else []
        for step in state.steps:
            made += self._step(step)
        return made + self._exit(number, state)

    def _resumed(self, number: int, node: Any) -> Statements:
        """What continues a state at its exit."""
        state = self.states[number]
        exit = state.exit
        made = self._unpack(number)
        if isinstance(exit, Delegate):
            ended = [] if exit.ended is None else self._go(state, exit.ended)
            made += fill(GO_ON if exit.ended is None else GO_ON_NEXT, exit.node, ENDED=ended)
            suspend = self._suspend(number, exit.node)
            return made + fill(DRIVEN, exit.node, SUSPEND=suspend, FOLLOWING=self._received(state, exit, "$v"))
        if isinstance(exit, Yield):
            made += fill("if sent is Throw:\n    raise Take(o)", exit.node)
            return made + self._received(state, exit, "$sent")
        first = ast.copy_location(ast.Pass(), node)
        first.lineno = first.end_lineno = first_line(node)
        first.col_offset = first.end_col_offset = -1
        made += fill("if sent is Throw:\n    raise Take(o)", first)  # a traceback keeps the arguments, too
        if self.has_regions:
            made += fill("o.caught = {}")
        return made + self._exit(number, state)

    def _received(self, state: State, exit: Yield | Delegate, source: str) -> Statements:
        """Bind the value that came, and go on."""
        following = self._go(state, exit.target)
        if exit.result is None:
            return (fill("v = None") if source == "$v" else []) + following
        target = self._target(exit.result)
        if exit.result in self.fetched:
            return fill("TARGET = [VALUE]\nVALUE = None", exit.node, TARGET=target, VALUE=source) + following
        return fill("TARGET = VALUE\nVALUE = None", exit.node, TARGET=target, VALUE=source) + following

    def _target(self, name: str) -> ast.expr:
        return self._syntax(ast.Name(name, ast.Store()))  # type: ignore[no-any-return]

    def _step(self, step: ast.stmt) -> Statements:
        return _listed(self._syntax(step)) + self._taken(step)

    def _taken(self, node: ast.stmt | ast.expr) -> Statements:
        """Empty the spills that ``node`` has read; those that are fetched late are empty already."""
        return [
            part for name in taken(node) if name not in self.fetched for part in fill("NAME = None", node, NAME=name)
        ]

    def _syntax(self, node: Any) -> Any:
        """Syntax of a state as the host is to compile it."""
        made = _Rewriter(self).visit(duplicate(node))
        if hasattr(node, "artificial"):
            for part in made if isinstance(made, list) else [made]:
                displace(part)
        return made

    # Exits

    def _exit(self, number: int, state: State) -> Statements:
        exit = state.exit
        match exit:
            case Jump(target):
                return self._go(state, target)
            case Branch(test, then, otherwise):
                empty = self._taken(test)
                chosen = ast.If(self._syntax(test), empty + self._go(state, then), [])
                return [ast.copy_location(chosen, exit.node or test), *empty, *self._go(state, otherwise)]
            case Next(iterator, item, then, otherwise, node):
                going = {"EXHAUSTED": self._go(state, otherwise), "FOLLOWING": self._go(state, then)}
                return fill(NEXT, node, ITERATOR=iterator, ITEM=self._syntax(item), **going)
            case Case(subject, pattern, then, otherwise):
                chosen_case = ast.match_case(self._syntax(pattern), None, self._go(state, then))
                matched = ast.Match(ast.copy_location(ast.Name(subject, ast.Load()), pattern), [chosen_case])
                return [ast.copy_location(matched, pattern), *self._go(state, otherwise)]
            case Yield(value):
                mark = "\no.item = True" if self.machine.kind is Kind.ASYNC_GENERATOR else ""
                made = fill("v = VALUE" + mark, exit.node, VALUE=self._syntax(value))
                return made + self._suspend(number, exit.node)
            case Delegate():
                return self._delegate(number, state, exit)
            case Return(value):
                return self._return(value, exit.node)
            case Raise(variable):
                return fill("raise Reraised(o, o.caught[NAME])", None, NAME=ast.Constant(variable))
            case Complete():
                return self._complete(state, exit)
            case EnterFinally(variable, completion, target):
                where = None
                if completion is not None:
                    self.used.add(completion)
                    where = completion + self.count
                enter = fill("o.caught[NAME] = WHERE", None, NAME=ast.Constant(variable), WHERE=where)
                return enter + self._jump(target)
            case EndFinally(variable, normal):
                after = self._go(state, normal)
                return fill(END_FINALLY, None, NAME=ast.Constant(variable), FOLLOWING=after)

    def _suspend(self, number: int, node: ast.AST) -> Statements:
        """Save the variables, note the state, and give ``$v`` to whoever resumed."""
        names, maybe = self.flow.saved(number)
        made: Statements = []
        for name in [name for name in names if name in maybe]:
            made += fill(MAYBE, None, KEPT="$m_" + name, NAME=name)
        values = [ast.Name(n, ast.Load()) for n in ["$m_" + name if name in maybe else name for name in names]]
        if values:
            made += fill("o.saved = VALUES", node, VALUES=ast.Tuple(values, ast.Load()))  # type: ignore[arg-type]
        made += fill("o.state = NUMBER" + ("\nTellSuspended(o, v)" if self.watched else ""), node, NUMBER=number)
        return made + self._let_go(number, names, maybe, node) + fill(GIVE, node)

    def _let_go(self, number: int, names: list[str], maybe: set[str], node: ast.AST) -> Statements:
        """Leave nothing behind in a host frame that ends: a traceback may keep it, and CPython's one frame is the object's.

        Where nothing is handled the program's variables may stay: they keep no object that is suspended in its own handler.
        """
        delegates = isinstance(self.states[number].exit, Delegate)
        if not self.has_regions:
            return fill("o = d = None" if delegates else "o = None", node)
        made: Statements = []
        if self.states[number].handling:
            made += [part for name in names for part in fill("NAME = None", node, NAME=name)]
            own: list[ast.expr] = [ast.Name(name, ast.Del()) for name in names if name[0] != "$"]
            if own:
                made.append(placed(ast.Delete(own), node))
        return made + fill("o = sent = d = None" if delegates else "o = sent = None", node)

    def _unpack(self, number: int) -> Statements:
        names, maybe = ([*self.parameters], set[str]()) if number == 0 else self.flow.saved(number)
        if not names:
            return []
        targets = ast.Tuple([ast.Name(n, ast.Store()) for n in names], ast.Store())
        made = fill("NAMES = o.saved\no.saved = None", None, NAMES=targets)
        for name in [name for name in names if name in maybe]:
            made += fill(MAYBE_BACK, None, NAME=name)
        return made

    def _delegate(self, number: int, state: State, exit: Delegate) -> Statements:
        """The first step of a delegation is made at once."""
        going: Any = {"SUSPEND": self._suspend(number, exit.node), "FOLLOWING": self._received(state, exit, "$v")}
        if exit.ended is not None:
            iterator = exit.source.args[0]  # type: ignore[attr-defined]
            going |= {"ENDED": self._go(state, exit.ended), "ITERATOR": self._syntax(iterator)}
            return fill(DRIVE_NEXT, exit.node, SOURCE=self._syntax(exit.source), **going)
        source: Any = exit.source
        if source.func.id in OWN:
            operand, *others = [self._syntax(argument) for argument in source.args]
            whole = ast.Call(source.func, [ast.Name("$d", ast.Load()), *others], [])
            given: Any = {"OPERAND": operand, "KIND": linked(OWN[source.func.id]), "SOURCE": self._syntax(whole)}
            made = fill(DRIVE_OWN, exit.node, EMPTY=self._taken(source), **given)
        else:
            made = fill(DRIVE, exit.node, SOURCE=self._syntax(source))
        return made + fill(DRIVEN_AT_ONCE, exit.node, **going)

    def _return(self, value: ast.expr, node: ast.AST) -> Statements:
        built, made, give = self._syntax(value), [], "return VALUE"
        place = None if hasattr(value, "artificial") else node
        if not isinstance(value, ast.Constant):
            made = fill("v = VALUE", place, VALUE=built)
            built, give = ast.Name("$v", ast.Load()), GIVE
        finish = "o.state = CLOSED"
        if self.has_regions:
            finish += "\no.caught = sent = None"  # what was sent may hold the exception that was handled
        if self.machine.kind is Kind.ASYNC_GENERATOR:
            finish += "\no.running = None"
        if self.watched:
            finish += "\nTellReturned(o, VALUE)"
        return made + fill(f"{finish}\n{give}", place, CLOSED=CLOSED, VALUE=built)

    def _complete(self, state: State, exit: Complete) -> Statements:
        return [*_listed(_Ends(self, state, exit).visit(self._syntax(exit.statement))), *self._go(state, exit.normal)]

    def ending(self, state: State, target: int, node: ast.AST, value: ast.expr | None) -> Statements:
        """A ``return`` (of ``value``), ``break`` or ``continue`` inside of a statement that suspends nowhere."""
        goal = self.states[target]
        if value is not None and isinstance(goal.exit, Return) and not goal.steps:
            return self._return(value, node)
        made = [] if value is None else fill("TARGET = VALUE", node, TARGET="$returned", VALUE=value)
        return made + self._jump(target)


def first_line(node: Any) -> int:
    """The line in which a definition begins: that of its first decorator, if it has one."""
    decorators = getattr(node, "decorator_list", [])
    return decorators[0].lineno if decorators else node.lineno  # type: ignore[no-any-return]


def _line(state: State) -> int | None:
    """The line in which a state ends."""
    exit = state.exit
    return getattr(getattr(exit, "node", getattr(exit, "test", None)), "lineno", None)


def _keeps(label: int, names: list[str]) -> ast.expr:
    """The test whether one of these temporaries holds a value.  A delegate of ours that has ended holds nothing."""
    keeps = [_expression("NAME is not None" + (" and Alive(NAME)" if n == "$d" else ""), NAME=n) for n in names]
    return _expression(f"{_where(label)} and KEEPS", KEEPS=_any(keeps))


def _any(tests: list[ast.expr]) -> ast.expr:
    return tests[0] if len(tests) == 1 else placed(ast.BoolOp(ast.Or(), tests), None)


def _expression(template: str, **filling: Any) -> ast.expr:
    (built,) = fill(template, None, **filling)
    return built.value  # type: ignore[attr-defined,no-any-return]


def _where(label: int) -> str:
    return "state < 0" if label < 0 else f"state == {label}"


def _emptied(names: list[str]) -> Statements:
    targets: list[ast.expr] = [ast.Name(name, ast.Store()) for name in names]
    return [placed(ast.Assign(targets, ast.Constant(None)), None)] if names else []


def _listed(made: Any) -> Statements:
    return made if isinstance(made, list) else [made]


def _kept(machine: Machine) -> set[str]:
    """The variables that the object keeps in ``caught``: what is handled, and completions."""
    found = {variable for state in machine.states for variable in state.handling}
    found |= {state.region.variable for state in machine.states if state.region is not None}
    return found | {s.exit.variable for s in machine.states if isinstance(s.exit, EnterFinally | EndFinally)}


def _defines(state: State) -> bool:
    """Whether a state has functions or classes inside, which are compiled once."""
    return any([isinstance(node, (*INNER, Definition)) for part in syntax(state) for node in ast.walk(part)])


def _rehandles(state: State, handling: tuple[str, ...]) -> bool:
    """Whether a state changes one of these variables of what is being handled: a clause of ``except*`` takes its part."""
    return any([not names_bound(step).isdisjoint(handling) for step in state.steps])


def _stored_temporaries(state: State) -> set[str]:
    """The temporaries that a state binds."""
    found = {name for piece in syntax(state) for name in names_bound(piece)}
    found |= {getattr(state.exit, "result", None) or "", "$returned" if isinstance(state.exit, Complete) else ""}
    return {name for name in found if name[:1] == "$"}


def _fetched_late(machine: Machine) -> set[str]:
    """The spills that are read in the arguments of a call, where the callee must be the only one that has them.

    They are kept in a list of one item, and reading one pops it.
    """
    found: set[str] = set()
    for state in machine.states:
        for node in [node for part in syntax(state) for node in ast.walk(part)]:
            if isinstance(node, ast.Call) and not (isinstance(node.func, ast.Name) and node.func.id in HELPERS):
                found.update(taken(node))
    return found


class _Rewriter(ast.NodeTransformer):
    """Helpers become references to objects, what the object keeps is read from it, late spills are popped.

    ``super()`` gets its arguments: the first one of the performing function is another.

    Rule: class/super
    """

    def __init__(self, emitter: Emitter) -> None:
        self.kept, self.fetched = emitter.kept, emitter.fetched
        self.inner, self.first = emitter.inner, emitter.first

    def visit_Call(self, node: ast.Call) -> ast.AST:
        if (
            self.first
            and isinstance(node.func, ast.Name)
            and node.func.id == "super"
            and not (node.args or node.keywords)
        ):
            node.args = [ast.Name("__class__", ast.Load()), ast.Name(self.first, ast.Load())]
            placed(node, node)
        ast.copy_location(node, place_of_call(node))
        return self.generic_visit(node)

    def visit_Name(self, node: ast.Name) -> ast.expr:
        if node.id[0] != "$":
            return node
        if node.id in HELPERS:
            return placed(linked(node.id), node)
        if node.id == "$self":
            return placed(ast.Name("$o", ast.Load()), node)
        if node.id in self.kept:
            caught = ast.Attribute(ast.Name("$o", ast.Load()), "caught", ast.Load())
            return placed(ast.Subscript(caught, ast.Constant(node.id), node.ctx), node)
        if node.id in self.fetched and isinstance(node.ctx, ast.Load):
            pop = ast.Attribute(ast.Name(node.id, ast.Load()), "pop", ast.Load())
            return placed(ast.Call(pop, [], []), node)
        return node

    def visit_Assign(self, node: ast.Assign) -> ast.AST:
        target = node.targets[0]
        if isinstance(target, ast.Name) and target.id in self.fetched:
            node.value = placed(ast.List([self.visit(node.value)], ast.Load()), node.value)
            return node
        return self.generic_visit(node)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST:
        """In a function annotations are not evaluated (PEP 526); a captured variable could not have one here."""
        if not isinstance(node.target, ast.Name):
            return self.generic_visit(node)
        if node.value is None:
            return ast.copy_location(ast.Pass(), node)
        return self.visit_Assign(ast.copy_location(ast.Assign([node.target], node.value), node))

    def visit_NamedExpr(self, node: ast.NamedExpr) -> ast.AST:
        if node.target.id in self.fetched:
            node.value = placed(ast.List([self.visit(node.value)], ast.Load()), node.value)
            return placed(ast.Subscript(node, ast.Constant(0), ast.Load()), node)
        return self.generic_visit(node)

    def visit_Delete(self, node: ast.Delete) -> Any:
        """A temporary is emptied; the program's own variables are deleted."""
        made: Statements = []
        for target in node.targets:
            if isinstance(target, ast.Name) and target.id in self.kept:
                made += fill("o.caught.pop(NAME, None)", None, NAME=ast.Constant(target.id))
            elif isinstance(target, ast.Name) and target.id[0] == "$":
                made += fill("NAME = None", node, NAME=target.id)
            else:
                made.append(ast.copy_location(ast.Delete([self.visit(target)]), node))
        return made

    def _inner(self, node: Any) -> Any:
        """A function or class: decorators, defaults and bases are evaluated in this frame."""
        for field in ("decorator_list", "bases", "keywords"):
            if hasattr(node, field):
                setattr(node, field, [self.visit(part) for part in getattr(node, field)])
        if hasattr(node, "args"):
            node.args.defaults = [self.visit(part) for part in node.args.defaults]
            node.args.kw_defaults = [part and self.visit(part) for part in node.args.kw_defaults]
        return self.inner(node)

    visit_FunctionDef = visit_AsyncFunctionDef = visit_ClassDef = visit_Lambda = _inner

    def visit_Definition(self, node: Definition) -> Any:
        made, function = copy.copy(node), copy.copy(node.function)  # the machine keeps its own
        made.function, function.args = function, copy.deepcopy(function.args)
        for field in ("defaults", "kw_defaults"):
            given = getattr(function.args, field)
            setattr(function.args, field, [part and self.visit(part) for part in given])
        return self.inner(made)


class _Ends(ast.NodeTransformer):
    """The ``return``s, ``break``s and ``continue``s of a whole statement go on in the states that they lead to."""

    def __init__(self, emitter: Emitter, state: State, exit: Complete) -> None:
        self.emitter, self.state, self.exit, self.in_loop = emitter, state, exit, False

    def visit_Return(self, node: ast.Return) -> Statements:
        assert self.exit.on_return is not None
        value = node.value or ast.copy_location(ast.Constant(None), node)
        return self.emitter.ending(self.state, self.exit.on_return, node, value)

    def visit_Break(self, node: ast.Break) -> Any:
        if self.in_loop:
            return node
        assert self.exit.on_break is not None
        mark = ast.copy_location(ast.Pass(), node)
        return [mark, *self.emitter.ending(self.state, self.exit.on_break, node, None)]

    def visit_Continue(self, node: ast.Continue) -> Any:
        if self.in_loop:
            return node
        assert self.exit.on_continue is not None
        mark = ast.copy_location(ast.Pass(), node)
        return [mark, *self.emitter.ending(self.state, self.exit.on_continue, node, None)]

    def _loop(self, node: Any) -> Any:
        outer, self.in_loop = self.in_loop, True
        node.body = [made for part in node.body for made in _listed(self.visit(part))]
        self.in_loop = outer
        node.orelse = [made for part in node.orelse for made in _listed(self.visit(part))]
        return node

    visit_For = visit_While = _loop

    def _inner(self, node: Any) -> Any:
        return node

    visit_FunctionDef = visit_AsyncFunctionDef = visit_ClassDef = visit_Lambda = _inner
