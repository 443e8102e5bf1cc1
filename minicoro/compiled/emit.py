"""Write a machine out as one host function ``run($o, $sent)``: the loop of `core.engine`, unrolled.

The states are the leaves of a tree of ``if`` statements over their labels: label ``n`` continues state ``n`` at the exit
where the object was suspended, label ``n`` + number of states begins state ``n``.  A state with only one predecessor is
written at the end of that state.  Variables are locals of the host function: loaded from ``$o.saved`` at a resumption,
stored there at a suspension.
The host handles the same exceptions: the states of a handler are written inside of a host ``except``, one level deeper
for each handled exception.  The states of a ``finally`` are written twice: on the level without its exception and
on the level with it.
"""

from __future__ import annotations

import ast
import sys
from collections import Counter
from collections.abc import Callable
from typing import Any

from ..core.engine import CLOSED, RUNNING
from ..core.machine import (
    Branch,
    Case,
    Delegate,
    EndFinally,
    EnterFinally,
    Execute,
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
from ..lower.forms import INNER, definition, named, walk
from . import patterns
from .flow import Flow, names_bound, syntax, taken
from .rewriting import Endings, Rewriter, Statements, is_copy, listed
from .templates import displace, duplicate, fill, placed

SMALL = 110
"""A jump to a state with at most so many nodes is replaced by a copy, which is quicker than finding the label."""

OWN = {"$awaitable": "Coroutine", "$iterator": "Generator"}
"""Helpers that make a delegate, each with the class whose just-created objects need no check."""


class Emitter:
    """Writes out one machine.

    parameters: the parameters that are locals of the host function.  names: all variables of the program that are its locals,
    in order.  mangle: mangles private names.  watched: emit calls of `core.events`.  inner: prepares functions and classes
    inside of the machine's steps for the host's compiler.  first: the first parameter, for ``super()``; "" if the function
    does not use it.

    kept: the temporaries in ``$o.caught``: handled exceptions, and completions of ``finally``.  temporaries: the others, which are
    locals of the host function.  stored: those that each state binds.  boxed: those that are in a list, so that reading them
    removes them.  uncertain: completions, which may be an exception or not.
    dropped, bound_at, shared, used: see `_dropped`, `_bound_at`, `_shared`, `_with_used`.
    copying: true while the copy of a small state is written.  large: states that are not copied.  plain: whether the function
    does not suspend, so that it has no object.  captures: whether the performing function has captured variables, which an object
    that ends lets go of.
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
        self.plain = self.captures = False
        self.large: set[int] = set()
        self.machine, self.parameters, self.mangle = machine, parameters, mangle
        self.states, self.count = machine.states, len(machine.states)
        self.kept = _kept(machine)
        self.stored = [_stored_temporaries(state) for state in machine.states]
        temporaries = {name for names in self.stored for name in names} - self.kept
        self.flow = Flow(machine, parameters, names, temporaries, mangle)
        self.temporaries = temporaries
        self.boxed = _boxed_spills(machine)
        self.has_regions = bool(self.kept)
        self.delegates = any([isinstance(self.states[n].exit, Delegate) for n in self.flow.entry])
        self.dropped = self._dropped()
        self.bound_at = self._bound_at()
        self.handlers = {region.handler for n in self.flow.entry if (region := self.states[n].region) is not None}
        self.shared = self._shared()
        self.used = set(self.handlers)  # the states that are targets of jumps
        entered = {state.exit.variable for state in self.states if isinstance(state.exit, EnterFinally)}
        self.uncertain = entered | {name for s in self.states for step in s.steps for name in names_bound(step)}

    # The whole

    def function(self, name: str, node: Any, declarations: Statements) -> ast.FunctionDef:
        """The function that performs the machine of the definition ``node``."""
        resumed = [0] + [n for n in self.flow.entry if isinstance(self.states[n].exit, Yield | Delegate)]
        bodies = self._with_used({number: self._resumed(number, node) for number in sorted(set(resumed))})
        begin = "state = o.state\no.state = RUNNING"
        if self.delegates:
            begin += "\nd = o.delegate"
        if self.has_regions:
            deep = [n for n in resumed if self.states[n].handling]
            begin += f"\ndeep = state in {tuple(deep)}" if deep else "\ndeep = False"
        if self.watched:
            begin += "\nTellResumed(o, state, sent)"
        start = fill(begin, None, RUNNING=RUNNING)
        body = [*declarations, *self._unbound()]
        if self.has_regions or self.watched:
            body += [*start, *self._loop(bodies, 0)]
        else:  # the loop has one round: each exception leaves the frame
            body += self._loop(bodies, 0, start)
        function: ast.FunctionDef = placed(definition(name, named("$o", "$sent"), []))
        function.body = body
        return function

    def plain_body(self, machine: ast.expr) -> Statements:
        """The body of a plain function, performed as a machine (a test mode)."""
        self.plain = True
        start = self.states[0].exit.target  # type: ignore[union-attr]
        self.used.add(start)
        bodies = self._with_used({})
        begin = "o = MakePlain(MACHINE)\nstate = LABEL" + ("\ndeep = False" if self.has_regions else "")
        begun = fill(begin, None, MACHINE=machine, LABEL=start + self.count)
        return [*begun, *self._unbound(), *self._loop(bodies, 0)]

    def _unbound(self) -> Statements:
        """Bind the temporaries that are tested when an exception is raised, so that they have a value from the start."""
        looked_at = {name for names in self.dropped.values() for name in names} - {"$d"}
        return _emptied(sorted(looked_at))

    def _with_used(self, bodies: dict[int, Statements]) -> dict[int, Statements]:
        """``bodies``, and by label the bodies of all states that are targets of jumps."""
        while todo := sorted([n for n in self.used if n + self.count not in bodies]):
            bodies |= {number + self.count: self._state(number) for number in todo}
        return dict(sorted(bodies.items()))

    def _jump(self, target: int, ends_at: int | None = None) -> Statements:
        """Go on in another state.  ends_at: the last line of an ``except`` clause that ends here, for `host_frames.line_of`."""
        self.used.add(target)
        label = target + self.count
        place = [] if ends_at is None else fill("ended = LABEL, LINE", None, LABEL=label, LINE=ends_at)
        return place + fill("state = LABEL\ncontinue", None, LABEL=label)

    def saved_names(self) -> dict[int, tuple[str, ...]]:
        """For each state that suspends, the names of the variables in ``saved``, in order."""
        numbers = [n for n in self.flow.leaving if isinstance(self.states[n].exit, Yield | Delegate)]
        found = {number: tuple(self.flow.saved(number)[0]) for number in numbers}
        return {0: tuple(self.parameters), **found}

    def _shared(self) -> set[int]:
        """The states that are entered by a label only: handlers, and states with more than one predecessor."""
        arrivals = [target for number in self.flow.entry for target in targets(self.states[number].exit)]
        exits = [self.states[number].exit for number in self.flow.entry]
        arrivals += [exit.target for exit in exits if isinstance(exit, Delegate)]  # without a suspension, and after one
        return self.handlers | {number for number, count in Counter(arrivals).items() if count > 1}

    @staticmethod
    def _alike(one: State, other: State) -> bool:
        """Whether one state can be written after the other: at the same level of host handlers."""
        return one.handling == other.handling and not _rehandles(one, one.handling)

    # Levels of handlers

    def _levels(self, label: int) -> tuple[int, int]:
        """The smallest and the largest number of exceptions that are being handled in a state."""
        handling = self.states[label % self.count].handling
        uncertain = [name for name in handling if name in self.uncertain]
        return len(handling) - len(uncertain), len(handling)

    def _loop(self, bodies: dict[int, Statements], depth: int, start: Statements | None = None) -> Statements:
        """The loop that performs the states in which ``depth`` exceptions are handled; the deeper states are in its ``except``.

        `patterns.LOOP` is its frame.  The names in it with a capital are functions of `engine` and `linking`.
        """
        labels = [label for label in bodies if self._levels(label)[0] <= depth <= self._levels(label)[1]]
        deeper = any([self._levels(label)[1] > depth for label in bodies])
        here = f"e{depth}"
        enter = fill(patterns.ENTER, None, DEPTH=depth) if deeper else []
        # Without labels all states are deeper, and the error is never raised.
        states = self._tree(bodies, labels) if labels else fill("raise SystemError")
        deep = fill("deep = True") if self.has_regions else []
        inner = self._loop(bodies, depth + 1) if deeper else []
        # `HandlerLabel` has set the delegate to None, unless the exception comes from `PrepareRehandling`.
        let_go = fill("d = o.delegate") if self.delegates else []
        handled = fill(patterns.HANDLED, None, LET_GO=let_go, DEEP=deep, DEEPER=inner)
        drop: Statements = []
        find = patterns.FIND_OR_CONVERT if -1 in self.dropped else patterns.FIND_HANDLER
        if self.dropped:
            keeps = _any([_keeps(label, names) for label, names in self.dropped.items()])
            handled = fill(patterns.HANDLED_OR_DROPS.replace("ERROR", here), None, KEEPS=keeps, HANDLED=handled)
            empty: Statements = []
            for label, names in self.dropped.items():
                own = [name for name in names if self.bound_at[name] >= depth]
                empty += fill(f"if {_where(label)}:\n    EMPTY", None, EMPTY=_emptied(own)) if own else []
            dropping = patterns.DROP_DEEPER if depth else patterns.DROP.replace("ERROR", here)
            drop = fill(dropping, None, EMPTY=empty, DEEP=deep, DEPTH=depth)
        condition: ast.expr = ast.Constant(True)
        if depth:
            condition = _expression(f"Inside(o, state, {depth}, e{depth - 1})")
        is_first = depth == 1 and self._handles_all()
        if is_first:
            condition = _expression("caught or INSIDE", INSIDE=condition)
        inside = fill("caught = False") if is_first else []
        given: Any = {"CONDITION": condition, "INSIDE": inside, "ENTER": enter, "STATES": states, "HANDLED": handled}
        given["START"] = start or fill(patterns.START)
        given["LOAD_AFTER_RAISE"] = self._load_after_raise(labels, depth)
        given["FIND"] = fill(find.replace("ERROR", here), None)
        made = fill(patterns.LOOP.replace("ERROR", here), None, CLOSED=CLOSED, DROP=drop, **given)
        return fill(patterns.FIRST_LEVEL, None, LOOP=made) if is_first else made

    def _handles_all(self) -> bool:
        """Whether each handler state handles the raised exception itself.

        Between the clauses of an ``except*`` no exception is handled; `engine.unbound_local` exchanges one.
        """
        if self.machine.cells:
            return False
        regions = [state.region for state in self.states if state.region is not None]
        return all([region.variable in self.states[region.handler].handling for region in regions])

    def _dropped(self) -> dict[int, list[str]]:
        """The temporaries that an exception drops, the last first, by the label of its handler; -1: if it leaves the frame.

        They are dropped outside of the host's handler, in which the exception would count as handled.  Rule: context/dropped
        """
        found: dict[int, set[str]] = {}
        for number, (_, may) in self.flow.leaving.items():
            region = self.states[number].region
            names = may | self.flow.entry[number][1] | self.stored[number]
            if region is not None:
                names &= set(region.clears)
            held = names & self.temporaries
            if isinstance(self.states[number].exit, Delegate):
                held |= {"$d"}
            if held:
                found.setdefault(-1 if region is None else region.handler + self.count, set()).update(held)
        return {label: sorted(sorted(found[label]), key=_height, reverse=True) for label in sorted(found)}

    def _bound_at(self) -> dict[str, int]:
        """By temporary, how many exceptions are handled where it is bound, at most.  Any state may bind the delegate."""
        found = {"$d": sys.maxsize}
        for state, names in zip(self.states, self.stored, strict=True):
            found |= {name: max(found.get(name, 0), len(state.handling)) for name in names}
        return found

    def _tree(self, bodies: dict[int, Statements], labels: list[int]) -> Statements:
        """The states with these labels, found by binary search."""
        if len(labels) == 1:
            return bodies[labels[0]]
        half = (len(labels) + 1) // 2
        low, high = self._tree(bodies, labels[:half]), self._tree(bodies, labels[half:])
        return fill("if state < HALF:\n    LOW\nHIGH", None, HALF=labels[half], LOW=low, HIGH=high)

    # States

    def _go(self, state: State, target: int) -> Statements:
        """Code that goes on in another state: the state itself if it has no other predecessor or is small, else a jump."""
        following = self.states[target]
        moved = state.region is not following.region or state is self.states[0]
        # CPython's handler for the end of an `async for` covers only its `__anext__()` (`forgotten.is_covered`).
        moved = moved or (isinstance(state.exit, Delegate) and state.exit.exhausted is not None)
        if target not in self.shared and self._alike(state, following):
            return (fill("state = LABEL", None, LABEL=target + self.count) if moved else []) + self._state(target)
        deeper = _rehandles(state, (*state.handling, *following.handling))
        mark = fill("deep = True") if deeper else []
        known = target in self.handlers or target in self.large
        if self.copying or known or not self._alike(state, following) or self._defines(target):
            return [*mark, *self._jump(target, _end_of_clause(state))]
        self.copying = True
        copied = self._state(target)
        self.copying = False
        if sum([1 for part in copied for _ in walk(part)]) > SMALL:
            self.large.add(target)
            return [*mark, *self._jump(target)]
        made = fill("state = LABEL", None, LABEL=target + self.count) if moved else []
        if not made and target <= self.states.index(state) and _line(state) == _line(following):
            made = fill("pass")  # the next round of a loop in one line: makes the host issue a line event again
        return made + copied

    def _defines(self, number: int) -> bool:
        """Whether a state, or one that is written after it, contains functions or classes; they must be compiled only once."""
        state = self.states[number]
        after = [] if isinstance(state.exit, Yield) else [n for n in targets(state.exit) if n not in self.shared]
        own = any([type(node) in INNER for part in syntax(state) for node in walk(part)])
        return own or any([self._defines(each) for each in after])

    def _state(self, number: int) -> Statements:
        state = self.states[number]
        made: Statements = fill("TellEntered(o, NUMBER)", None, NUMBER=number) if self.watched else []
        for step in state.steps:
            made += self._step(step)
        return made + self._exit(number, state)

    def _resumed(self, number: int, node: Any) -> Statements:
        """Code that continues a state at its exit."""
        state = self.states[number]
        exit = state.exit
        if isinstance(exit, Delegate):
            return self._continued(number, state, exit)
        made = self._unpack(number)
        if isinstance(exit, Yield):
            made += fill("if sent is Throw:\n    raise Take(o)", exit.node)
            return made + self._received(state, exit, "$sent")
        first = ast.copy_location(ast.Pass(), node)
        first.lineno = first.end_lineno = first_line(node)
        first.col_offset = first.end_col_offset = -1
        # A negative state: another thread has resumed the object since the caller looked.
        made = fill("if state < 0:\n    o.state = state\n    return o.unready(sent)", None) + made
        made += fill("if sent is Throw:\n    raise Take(o)", first)  # a traceback keeps the arguments, too
        if self.has_regions:
            made += fill("o.caught = {}")
        return made + self._exit(number, state)

    def _continued(self, number: int, state: State, exit: Delegate) -> Statements:
        """Code that resumes the delegate, and loads the variables only when the delegate has ended."""
        node = exit.node
        suspended = fill("TellSuspended(o, v)", node) if self.watched else []
        suspended += fill("o = sent = d = None" if self.has_regions else "o = d = None", node)
        given: Any = {"LOAD": self._unpack(number, node), "SUSPENDED": suspended, "GIVE": fill(patterns.GIVE, node)}
        made, driven = fill(patterns.GO_ON, node), patterns.DRIVEN
        if exit.exhausted is not None:
            made, driven = fill(patterns.GO_ON_NEXT, node, GO_ON=made), f"if d is None:\n    LOAD\n    ENDED\n{driven}"
            given["ENDED"] = self._go(state, exit.exhausted)
        return made + fill(driven, node, NUMBER=number, FOLLOWING=self._received(state, exit, "$v"), **given)

    def _load_after_raise(self, labels: list[int], depth: int) -> Statements:
        """Code for the host's handler: load the variables if the delegate of one of these states has raised the exception.

        While a delegate runs, they stay in ``o.saved``: most often it suspends again.  depth: that of the loop.  Only a state that may be deeper is entered again by an exception (REHANDLE).
        """
        loads: Statements = []
        waiting = [n for n in labels if n < self.count and isinstance(self.states[n].exit, Delegate)]
        for number in waiting:
            load = self._unpack(number)
            loads += fill(f"if state == {number}:\n    LOAD", None, LOAD=load) if load else []
        may_rehandle = any([self._levels(number)[1] > depth for number in waiting])
        condition = _expression(f"o.saved and not IsRehandling(o, e{depth})" if may_rehandle else "o.saved")
        return fill("if CONDITION:\n    LOADS", None, CONDITION=condition, LOADS=loads) if loads else []

    def _received(self, state: State, exit: Yield | Delegate, source: str) -> Statements:
        """Bind the value received from a suspension, and go on."""
        following = self._go(state, exit.target)
        if exit.result is None:
            return (fill("v = None") if source == "$v" else []) + following
        target = self._syntax(ast.Name(exit.result, ast.Store()))
        bind = "TARGET = [VALUE]" if exit.result in self.boxed else "TARGET = VALUE"
        return fill(f"{bind}\nVALUE = None", exit.node, TARGET=target, VALUE=source) + following

    def _step(self, step: ast.stmt) -> Statements:
        return listed(self._syntax(step)) + self._taken(step)

    def _taken(self, node: ast.stmt | ast.expr, place: ast.AST | None = None) -> Statements:
        """Empty the spills that ``node`` has read; boxed spills are empty already.  place: the position for this, if not that of ``node``."""
        place = place or (None if is_copy(node) else node)
        return [
            part for name in taken(node) if name not in self.boxed for part in fill("NAME = None", place, NAME=name)
        ]

    def _syntax(self, node: Any) -> Any:
        """A state's syntax, rewritten for the host's compiler."""
        cells = frozenset(self.machine.cells)
        guards = frozenset[str]() if self.plain else cells
        made = Rewriter(self.kept, self.boxed, self.inner, self.first, guards, cells).visit(duplicate(node))
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
                going["EMPTY"] = fill("v = None", None)  # the target may stand in another line than the loop
                return fill(patterns.NEXT, node, ITERATOR=iterator, ITEM=self._syntax(item), **going)
            case Case(subject, pattern, then, otherwise):
                chosen_case = ast.match_case(self._syntax(pattern), None, self._go(state, then))
                matched = ast.Match(ast.copy_location(ast.Name(subject, ast.Load()), pattern), [chosen_case])
                return [ast.copy_location(matched, pattern), *self._go(state, otherwise)]
            case Yield(value):
                mark = "\no.item = True" if self.machine.kind is Kind.ASYNC_GENERATOR else ""
                built = self._syntax(value)
                if self._stays(number, value):
                    give = fill("return VALUE", exit.node, VALUE=built)
                    return fill(mark, exit.node) + self._suspend(number, exit.node, give)
                made = fill("v = VALUE" + mark, exit.node, VALUE=built) + self._taken(value, exit.node)
                return made + self._suspend(number, exit.node)
            case Delegate():
                return self._delegate(number, state, exit)
            case Return(value):
                return self._return(value, exit.node, self._stays(number, value))
            case Raise(variable):
                return fill(patterns.RAISE_AGAIN, None, NAME=ast.Constant(variable))
            case Execute():
                return self._execute(state, exit)
            case EnterFinally(variable, after, target):
                where = None if after is None else after + self.count
                if after in self.flow.entry:  # else the ``finally`` leaves the function
                    self.used.add(after)
                enter = fill("o.caught[NAME] = WHERE", None, NAME=ast.Constant(variable), WHERE=where)
                return enter + self._jump(target)
            case EndFinally(variable, normal):
                following = self._go(state, normal)
                return fill(patterns.END_FINALLY, None, NAME=ast.Constant(variable), FOLLOWING=following)

    def _stays(self, number: int, value: ast.expr) -> bool:
        """Whether a value can be returned as the last step: it is a constant, or that of a variable that stays bound."""
        if self.watched or self.states[number].handling:
            return False
        if isinstance(value, ast.Name):
            return value.id[0] != "$" and self.mangle(value.id) in self.flow.leaving[number][0]
        return isinstance(value, ast.Constant)

    def _suspend(self, number: int, node: ast.AST, give: Statements | None = None) -> Statements:
        """Save the variables and the state's number, and return ``$v`` to the resumer.  give: the statement that returns."""
        names, maybe = self.flow.saved(number)
        made: Statements = []
        for name in [name for name in names if name in maybe]:
            made += fill(patterns.MAYBE, None, KEPT=patterns.HELD.format(name), NAME=name)
        values = [
            ast.Name(n, ast.Load()) for n in [patterns.HELD.format(name) if name in maybe else name for name in names]
        ]
        if values:
            made += fill("o.saved = VALUES", node, VALUES=ast.Tuple(values, ast.Load()))  # type: ignore[arg-type]
        made += fill("o.state = NUMBER" + ("\nTellSuspended(o, v)" if self.watched else ""), node, NUMBER=number)
        return made + self._let_go(number, names, maybe, node) + (give or fill(patterns.GIVE, node))

    def _let_go(self, number: int, names: list[str], maybe: set[str], node: ast.AST) -> Statements:
        """Empty the variables of a host frame that ends: a traceback may keep it, while CPython's frame is that of the object.

        The program's variables stay, for `f_locals`, unless the object handles an exception: this would make a cycle.
        """
        handles = self.has_regions and bool(self.states[number].handling)
        emptied = [name for name in names if handles or name[0] == "$"]
        emptied += [patterns.HELD.format(name) for name in emptied if name in maybe]
        emptied += ["$o", "$sent"] if self.has_regions else ["$o"]
        emptied += ["$d"] if isinstance(self.states[number].exit, Delegate) else []
        own: list[ast.expr] = [ast.Name(name, ast.Del()) for name in names if handles and name[0] != "$"]
        return _emptied(emptied, node) + ([placed(ast.Delete(own), node)] if own else [])

    def _unpack(self, number: int, place: ast.AST | None = None) -> Statements:
        """Load the variables of a suspended object.  place: the position for this, if the code around has one."""
        names, maybe = ([*self.parameters], set[str]()) if number == 0 else self.flow.saved(number)
        if not names:
            return []
        kept = [patterns.HELD.format(name) if name in maybe else name for name in names]
        targets = ast.Tuple([ast.Name(n, ast.Store()) for n in kept], ast.Store())
        made = fill("NAMES = o.saved\no.saved = None", place, NAMES=targets)
        for name in [name for name in names if name in maybe]:
            made += fill(patterns.MAYBE_BACK, place, KEPT=patterns.HELD.format(name), NAME=name)
        return made

    def _delegate(self, number: int, state: State, exit: Delegate) -> Statements:
        """Code that starts a delegation: the delegate is resumed at once."""
        going: Any = {"SUSPEND": self._suspend(number, exit.node), "FOLLOWING": self._received(state, exit, "$v")}
        if exit.exhausted is not None:
            iterator = exit.source.args[0]  # type: ignore[attr-defined]
            going |= {"ENDED": self._go(state, exit.exhausted), "ITERATOR": self._syntax(iterator)}
            return fill(patterns.DRIVE_NEXT, exit.node, SOURCE=self._syntax(exit.source), **going)
        source: Any = exit.source
        if source.func.id in OWN:
            operand, *others = [self._syntax(argument) for argument in source.args]
            whole = ast.Call(source.func, [ast.Name("$d", ast.Load()), *others], [])
            given: Any = {"OPERAND": operand, "SOURCE": self._syntax(whole)}
            drive = patterns.DRIVE_OWN.replace("KIND", OWN[source.func.id])
            made = fill(drive, exit.node, EMPTY=self._taken(source), **given)
        else:
            made = fill(patterns.DRIVE, exit.node, SOURCE=self._syntax(source))
        return made + fill(patterns.DRIVEN_AT_ONCE, exit.node, **going)

    def _return(self, value: ast.expr, node: ast.AST | None, stays: bool = False) -> Statements:
        """End the object.  stays: see `_stays`."""
        built, made, give = self._syntax(value), [], "return VALUE"
        if not stays and not isinstance(value, ast.Constant):
            made = fill("v = VALUE", node, VALUE=built) + self._taken(value, node)
            if isinstance(value, ast.Name) and value.id.startswith("$returned"):
                made += fill("NAME = None", node, NAME=value.id)
            built, give = ast.Name("$v", ast.Load()), patterns.GIVE
        finish = "o.state = CLOSED"
        if self.has_regions:
            finish += "\no.caught = sent = None"  # the sent value may refer to the exception that was handled
        if self.machine.kind is Kind.ASYNC_GENERATOR:
            finish += "\no.running = None"
        if self.watched:
            finish += "\nTellReturned(o, VALUE)"
        if self.captures and not self.plain:
            finish += "\nif o.run.__closure__ is not None:\n    o.run = Emptied(o.run)"
        return made + fill(f"{finish}\n{give}", node, CLOSED=CLOSED, VALUE=built)

    def _execute(self, state: State, exit: Execute) -> Statements:
        endings = Endings(exit, self._ending)
        made = [part for each in listed(self._syntax(exit.statement)) for part in listed(endings.visit(each))]
        return [*made, *self._go(state, exit.normal)]

    def _ending(self, target: int, node: ast.AST, value: ast.expr | None) -> Statements:
        """A ``return`` (of ``value``), ``break`` or ``continue`` inside of a statement that does not suspend."""
        goal = self.states[target]
        if value is not None and isinstance(goal.exit, Return) and not goal.steps:
            return self._return(value, node)
        made = [] if value is None else fill("TARGET = VALUE", node, TARGET="$returned", VALUE=value)
        return made + self._jump(target)


def first_line(node: Any) -> int:
    """The first line of a definition: that of its first decorator, if it has one."""
    decorators = getattr(node, "decorator_list", [])
    return decorators[0].lineno if decorators else node.lineno  # type: ignore[no-any-return]


def _line(state: State) -> int | None:
    """The line of a state's exit."""
    exit = state.exit
    return getattr(getattr(exit, "node", getattr(exit, "test", None)), "lineno", None)


def _end_of_clause(state: State) -> int | None:
    """The last line of the ``except`` clause that ends with a state; None: no clause ends."""
    last = state.steps[-1] if state.steps else None
    if isinstance(last, ast.Delete) and isinstance(last.targets[0], ast.Name) and last.targets[0].id in state.handling:
        return last.targets[0].lineno
    return None


def _keeps(label: int, names: list[str]) -> ast.expr:
    """A test whether one of these temporaries holds a value; a delegate that has ended does not count."""
    keeps = [_expression("NAME is not None" + (" and Alive(NAME)" if n == "$d" else ""), NAME=n) for n in names]
    return _expression(f"{_where(label)} and KEEPS", KEEPS=_any(keeps))


def _any(tests: list[ast.expr]) -> ast.expr:
    return tests[0] if len(tests) == 1 else placed(ast.BoolOp(ast.Or(), tests), None)


def _expression(template: str, **filling: Any) -> ast.expr:
    (built,) = fill(template, None, **filling)
    return built.value  # type: ignore[attr-defined,no-any-return]


def _where(label: int) -> str:
    return "state < 0" if label < 0 else f"state == {label}"


def _height(name: str) -> int:
    """The order of the temporaries on CPython's stack: the order of their numbers; a delegate is above them."""
    return sys.maxsize if name == "$d" else int("".join(filter(str.isdecimal, name)) or 0)


def _emptied(names: list[str], at: ast.AST | None = None) -> Statements:
    """One statement that sets these variables to None, the first one first."""
    targets: list[ast.expr] = [ast.Name(name, ast.Store()) for name in names]
    return [placed(ast.Assign(targets, ast.Constant(None)), at)] if names else []


def _kept(machine: Machine) -> set[str]:
    """The variables stored in ``caught`` of the object: handled exceptions and completions."""
    found = {variable for state in machine.states for variable in state.handling}
    found |= {state.region.variable for state in machine.states if state.region is not None}
    return found | {s.exit.variable for s in machine.states if isinstance(s.exit, EnterFinally | EndFinally)}


def _rehandles(state: State, handling: tuple[str, ...]) -> bool:
    """Whether a state changes one of these variables of handled exceptions: a clause of an ``except*`` binds its part."""
    return bool(handling) and any([not names_bound(step).isdisjoint(handling) for step in state.steps])


def _stored_temporaries(state: State) -> set[str]:
    """The temporaries that a state binds."""
    found = {name for piece in syntax(state) for name in names_bound(piece)}
    found |= {getattr(state.exit, "result", None) or "", "$returned" if isinstance(state.exit, Execute) else ""}
    return {name for name in found if name[:1] == "$"}


def _boxed_spills(machine: Machine) -> set[str]:
    """The spills read in the arguments of a call.  While the call runs, only the called function may refer to their values.

    They are boxed: kept in a list of one item; reading pops the item.
    """
    found: set[str] = set()
    for state in machine.states:
        for node in [node for part in syntax(state) for node in walk(part)]:
            if isinstance(node, ast.Call) and not (isinstance(node.func, ast.Name) and node.func.id in HELPERS):
                found.update(taken(node))
    return found
