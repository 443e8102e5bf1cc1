"""Commands on one coroutine, generator or asynchronous generator."""

import contextlib
import inspect
import itertools
import linecache
import sysconfig
from typing import Any

import minicoro
from minicoro import api
from minicoro.observe.naming import of_tasks, of_wait
from minicoro.observe.places import is_library
from minicoro.observe.waiting import children_of, is_future, links_of
from minicoro.repl.commands import Given, MistakeError, command

_KINDS = "a coroutine, generator or async generator of this session"


class History:
    """For each stepped object, its state before each step, the latest last."""

    def __init__(self) -> None:
        self.kept: dict[int, tuple[Any, list[Any]]] = {}
        self.latest: Any = None

    def before_step(self, o: Any) -> str:
        """Store the current state of ``o``; return why that is impossible, if it is."""
        _, snapshots = self.kept.setdefault(id(o), (o, []))
        self.latest = o
        try:
            snapshots.append(minicoro.snapshot(o))
        except TypeError as error:
            snapshots.append(str(error))
            return str(error)
        return ""

    def back(self, o: Any, steps: int) -> int:
        """Undo up to this number of steps of ``o``; return how many were undone.  MistakeError at a step that was not stored."""
        _, snapshots = self.kept.get(id(o), (o, []))
        for done in range(steps):
            if not snapshots:
                return done
            if isinstance(snapshots[-1], str):
                raise MistakeError(f"{done or 'no'} steps undone; the one before cannot be: {snapshots[-1]}")
            snapshots.pop().restore()
        return steps


def history_of(given: Given) -> History:
    found = given.session.memory.get("history")
    if found is None:
        found = given.session.memory["history"] = History()
    assert isinstance(found, History)
    return found


def suspendable(given: Given, expression: str, steps: bool = False) -> Any:
    """The object that an expression names; for a task, its coroutine (which only the loop steps)."""
    value = given.value(expression)
    if hasattr(value, "get_coro"):
        if steps:
            raise MistakeError(f"{expression} is a task, which the loop steps: %next, or step a coroutine of your own")
        value = value.get_coro()
    try:
        minicoro.view(value)
    except TypeError:
        if callable(value):
            raise MistakeError(f"{expression} is a function: call it first, and keep what it gives") from None
        raise MistakeError(f"{expression} is {type(value).__name__}, not {_KINDS}") from None
    return value


@command("%show f", "the state machine of a function or object, with its current state marked")
def show(given: Given) -> None:
    expression, _ = given.first("function or object")
    value = given.value(expression)
    value = value.get_coro() if hasattr(value, "get_coro") else value
    from minicoro.observe.finding import of_object
    from minicoro.observe.screen import say, width
    from minicoro.observe.show_text import text_of

    try:
        say(text_of(of_object(value), width()))
    except TypeError as error:
        raise MistakeError(str(error)) from None


@command("%state c", "status, line and variables of a coroutine or generator, and what it awaits")
def state(given: Given) -> None:
    expression, _ = given.first("object")
    value = suspendable(given, expression)
    seen = minicoro.view(value)
    where = "" if seen.line is None else f", {seen.filename}:{seen.line}"
    by = f" in {seen.construct} (state {seen.state})" if seen.construct else ""
    print(f"{seen.kind} {seen.qualname}: {seen.status}{by}{where}")
    for name, held in {**seen.variables, **seen.kept}.items():
        print(f"  {name} = {short(held)}")
    show_chain(links_of(value))


def show_chain(links: list[Any]) -> None:
    """Print what the first object waits for: the program's own objects, each with its line; those of libraries in words."""
    depth = 1
    for link, following in itertools.pairwise(links):
        if _is_own(following):
            how = "delegates to" if getattr(link, "KIND", "") == "generator" else "awaits"
            print(f"{'  ' * depth}{how} {following.__qualname__}{place_of(following)}")
        elif api.is_suspendable(link):
            print(f"{'  ' * depth}waits for {_words(link, following, links[-1])}")
        else:
            continue
        if not _is_own(following) and api.is_suspendable(following):
            return  # an interpreted coroutine of a library, which the words describe already
        depth += 1


def _words(link: Any, following: Any, last: Any) -> str:
    """What an object waits for, in words.  following: the awaited object, which is of a library.  last: the end of the chain."""
    o = following if api.is_suspendable(following) else link
    return of_wait(o, last if is_future(last) else None)


def _is_own(link: Any) -> bool:
    return api.is_suspendable(link) and not is_library(link.run.__code__.co_filename)


def place_of(link: Any) -> str:
    """FILE:LINE of a suspended object of the program and the text of the line, after two spaces; empty for any other object."""
    if not _is_own(link):
        return ""
    seen = minicoro.view(link)
    return f"  {seen.filename}:{seen.line}  {linecache.getline(seen.filename, seen.line).strip()}" if seen.line else ""


@command("%about name", "a value: its parameters and help text, or where it is suspended; also: name?")
def about(given: Given) -> None:
    expression, _ = given.first("name")
    value = given.value(expression)
    if api.is_suspendable(value):
        state(given)
        return
    print(f"{expression}: {short(value)}  ({type(value).__name__})")
    if callable(value):
        with contextlib.suppress(ValueError, TypeError):
            print(f"  {expression}{inspect.signature(value)}")
        code = getattr(getattr(value, "__func__", value), "__code__", None)
        if code is not None:
            print(f"  defined at {code.co_filename}:{code.co_firstlineno}")
    text = inspect.getdoc(value)
    if text:
        print("\n".join([f"  {line}".rstrip() for line in text.splitlines()]))


def short(value: Any) -> str:
    """A value on one line; this runs no code of the program."""
    from minicoro.observe.values import short as picture

    if hasattr(value, "cr_await") or hasattr(value, "gi_yieldfrom") or hasattr(value, "ag_await"):
        return repr(value)
    children = children_of(value)
    if children is not None:
        return f"<gather({of_tasks(children)})>"
    if hasattr(value, "_asyncio_future_blocking"):
        return repr(value)
    return picture(value, 100)


def tell(stopped: Any) -> None:
    """The outcome of a step, in one line."""
    if stopped.how == "raised":
        from minicoro.repl.errors import show_error

        print("raised:")
        show_error(stopped.value)
        return
    words = {"yielded": "yielded", "waiting": "suspended, yielding", "returned": "returned"}
    print(f"{words[stopped.how]} {short(stopped.value)}")


def _where(value: Any) -> None:
    """The current line of the innermost frame of the session, without frames of libraries."""
    place = None
    for link in minicoro.chain(value):
        try:
            seen = minicoro.view(link)
        except TypeError:
            break
        if seen.line is not None and (place is None or not seen.filename.startswith(_LIBRARY)):
            place = seen.filename, seen.line
    if place is not None:
        print(f"  {place[0]}:{place[1]}  {linecache.getline(*place).strip()}")


_LIBRARY = sysconfig.get_path("stdlib")


def _resume(given: Given, value: Any, resume: Any) -> None:
    why = history_of(given).before_step(value)
    stopped = given.session.running.call(resume)
    tell(stopped)
    _where(value)
    if why and not given.session.memory.get("told of back"):
        given.session.memory["told of back"] = True
        print(f"  (%back cannot undo this step: {why})")


@command("%step [c] [value]", "run c to its next suspension; alone: the one stepped last")
def step(given: Given) -> None:
    if not given.text:
        latest = history_of(given).latest
        if latest is None:
            raise MistakeError("nothing has been stepped yet: %step c")
        _refuse_closed(latest, latest.__qualname__)
        _resume(given, latest, lambda: minicoro.step(latest))
        return
    expression, rest = given.first("object")
    value = suspendable(given, expression, steps=True)
    sent = given.value(rest) if rest else None
    _refuse_closed(value, expression)
    _resume(given, value, lambda: minicoro.step(value, sent))


def _refuse_closed(value: Any, expression: str) -> None:
    status = minicoro.view(value).status
    if status == "closed":
        raise MistakeError(f"{expression} has ended; %back undoes its last step")
    if status == "running":
        raise MistakeError(f"{expression} is running")


@command("%throw c exc", "raise an exception where c is suspended, and run c to its next suspension")
def throw(given: Given) -> None:
    expression, rest = given.first("object")
    value = suspendable(given, expression, steps=True)
    if not rest:
        raise MistakeError("which exception?  for example: %throw c ValueError('why')")
    error = given.value(rest)
    is_class = isinstance(error, type) and issubclass(error, BaseException)
    if not is_class and not isinstance(error, BaseException):
        raise MistakeError(f"{rest} is no exception")
    _refuse_closed(value, expression)
    _resume(given, value, lambda: minicoro.throw(value, error))


@command("%close c", "raise GeneratorExit where c is suspended; c must end")
def close(given: Given) -> None:
    expression, _ = given.first("object")
    value = suspendable(given, expression, steps=True)
    history_of(given).before_step(value)
    stopped = given.session.running.call(api.close, value)
    if stopped.how == "returned":
        print("closed")
    else:
        tell(stopped)


@command("%back [c] [n]", "undo the last n steps (1) of c: its frames, not the objects they refer to")
def back(given: Given) -> None:
    history = history_of(given)
    first, _, rest = given.text.partition(" ")
    if not first or first.isdecimal():
        value, steps = history.latest, given.number(first, 1)
        if value is None:
            raise MistakeError("nothing has been stepped yet: %step c")
    else:
        value, steps = suspendable(given, first), given.number(rest.strip(), 1)
    undone = history.back(value, steps)
    if undone < steps:
        raise MistakeError(f"{undone or 'no'} steps undone: there are no more")
    print(f"{undone} step{'s' if undone > 1 else ''} undone")
    seen = minicoro.view(value)
    print(f"{seen.kind} {seen.qualname}: {seen.status}")
    _where(value)


@command("%fork c [as name]", "a copy of c in the same suspended state, kept in a new variable (c2)")
def fork(given: Given) -> None:
    expression, rest = given.first("object")
    value = suspendable(given, expression)
    name = rest.removeprefix("as ").strip() or _name_for(expression, given.session.names)
    if not name.isidentifier():
        raise MistakeError(f"{name!r} is no name for a variable.  %fork c as d")
    try:
        given.session.names[name] = minicoro.fork(value)
    except TypeError as error:
        raise MistakeError(str(error)) from None
    print(f"{name} = {given.session.names[name]!r}")
    shared = [each for each, held in minicoro.view(value).variables.items() if _is_mutable(held)]
    print("  Its frame is a copy; the objects that its variables refer to are shared" + _examples(shared) + ".")


def _examples(names: list[str]) -> str:
    return f" ({', '.join(names)})" if names else ""


def _is_mutable(value: Any) -> bool:
    return not isinstance(value, int | float | complex | str | bytes | tuple | frozenset | type(None))


def _name_for(expression: str, names: dict[str, Any]) -> str:
    base = expression if expression.isidentifier() else "forked"
    number = 2
    while f"{base}{number}" in names:
        number += 1
    return f"{base}{number}"
