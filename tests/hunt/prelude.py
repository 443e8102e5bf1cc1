"""What every hunted program starts with: values that tell of each thing done to them, and drivers that tell of each step.

Plain Python.  It is run once natively and once interpreted, and its text stands at the head of every saved program.
"""

import inspect
import sys

log = []
settings = {"deaths": False, "lines": True, "keep": False, "steps": 0, "limit": 600}
kept = []
counts = {}


def out(*words):
    log.append(" ".join([str(word) for word in words]))


class E(Exception):  # noqa: N818  short, for generated text
    pass


class F(E):
    pass


class B(BaseException):
    pass


class Stop(BaseException):
    """The budget of a program is used up."""


def begin(deaths=False, lines=True, keep=False):
    kept.clear()
    log.clear()
    counts.clear()
    settings.update(deaths=deaths, lines=lines, keep=keep, steps=0)


def spend():
    settings["steps"] += 1
    if settings["steps"] > settings["limit"]:
        raise Stop


def name_of(value):
    """A text for a value that is the same under both Pythons: no addresses."""
    if isinstance(value, V | W):
        return value.name if type(value.name) is str else "V?"  # a program may put anything there
    if isinstance(value, BaseException):
        return show(value)
    if isinstance(value, type):
        return value.__name__
    if type(value) in (tuple, list):
        return "(" + " ".join([name_of(item) for item in value]) + ")"
    if type(value) is dict:
        return "{" + " ".join([name_of(key) + ":" + name_of(item) for key, item in value.items()]) + "}"
    if type(value) in (set, frozenset):
        return "set " + " ".join(sorted([name_of(item) for item in value]))
    if type(value) is slice:
        return "slice" + name_of((value.start, value.stop, value.step))
    if value is None or isinstance(value, int | str | float | complex):
        return repr(value)
    return "<" + type(value).__name__ + " " + str(getattr(value, "__qualname__", "")) + ">"


def frames_of(error):
    """Function and line of each entry of the traceback that lies in the program."""
    found = []
    tb = error.__traceback__
    while tb is not None:
        code = tb.tb_frame.f_code
        if code.co_filename == "<hunted>":
            found.append(f"{code.co_name}:{tb.tb_lineno}")
        tb = tb.tb_next
    return ",".join(found)


def show(error, seen=()):
    """An exception with its arguments, traceback lines, cause and context, as deep as they go."""
    if error is None:
        return "-"
    text = type(error).__name__
    if id(error) in seen or len(seen) > 6:
        return text + "..."
    seen = (*seen, id(error))
    if isinstance(error, BaseExceptionGroup):
        text += "[" + " ".join([show(part, seen) for part in error.exceptions]) + "]"
    else:
        text += "(" + " ".join([name_of(part) for part in error.args]) + ")"
    if settings["lines"]:
        text += "@" + frames_of(error)
    if error.__cause__ is not None:
        text += " cause=" + show(error.__cause__, seen)
    if error.__context__ is not None and error.__context__ is not error.__cause__:
        text += " context=" + show(error.__context__, seen)
    return "<" + text + ("!" if error.__suppress_context__ else "") + ">"


class V:
    """A value that tells of everything done to it.  Its number decides how it answers."""

    def __init__(self, n, name=None):
        self.n = n
        self.name = str(n) if name is None else name

    def made(self, how, *others):
        out(how, self.name, *[name_of(other) for other in others])
        spend()
        if self.n % 17 == 0:
            raise E(how + self.name)
        return V(self.n + 1, self.name + how[:1])

    def __del__(self):
        if settings["deaths"]:
            out("dies", self.name)

    def __bool__(self):
        out("bool", self.name)
        spend()
        return self.n % 3 != 0

    def __add__(self, other):
        return self.made("+", other)

    def __radd__(self, other):
        return self.made("radd", other)

    def __iadd__(self, other):
        return self.made("=+", other)

    def __mul__(self, other):
        return self.made("*", other)

    def __neg__(self):
        return self.made("-")

    def __lt__(self, other):
        return self.made("<", other)

    def __eq__(self, other):
        if type(other) is not V:
            return False
        out("eq", self.name, other.name)
        return self.n == other.n

    def __hash__(self):
        out("hash", self.name)
        return hash(self.n % 4)

    def __contains__(self, other):
        out("in", name_of(other), self.name)
        return self.n % 2 == 0

    def __call__(self, *args, **kwargs):
        return self.made("call", args, kwargs)

    def __getitem__(self, key):
        return self.made("[", key)

    def __setitem__(self, key, value):
        self.made("set[", key, value)

    def __delitem__(self, key):
        self.made("del[", key)

    @property
    def x(self):
        return self.made(".x")

    @x.setter
    def x(self, value):
        self.made("set.x", value)

    @x.deleter
    def x(self):
        self.made("del.x")

    def __format__(self, spec):
        out("format", self.name, repr(spec))
        return "f" + self.name

    def __repr__(self):
        return "V" + self.name

    def keys(self):
        out("keys", self.name)
        return ["k1", "k0"][: self.n % 3]

    def __iter__(self):
        out("iter", self.name)
        spend()
        return iter([V(self.n * 2 + i, f"{self.name}/{i}") for i in range(self.n % 4)])

    def __await__(self):
        out("await", self.name)
        spend()
        return waiting(self.n % 3, self.name, V(self.n + 2, self.name + "a"))

    def __enter__(self):
        return self.made("enter")

    def __exit__(self, kind, error, tb):
        out("exit", self.name, name_of(kind), show(error), tb is None)
        self.made("exit")
        return self.n % 5 == 1

    def __aenter__(self):
        out("aenter", self.name)
        return W(self.made("aenter"), self.n)

    def __aexit__(self, kind, error, tb):
        out("aexit", self.name, name_of(kind), show(error), tb is None)
        return W(self.n % 5 == 1, self.n + 1)

    def __aiter__(self):
        out("aiter", self.name)
        return Items(self.n % 4, self.n, self.name)


class Items:
    """An asynchronous iterator."""

    def __init__(self, count, n, name):
        self.count, self.n, self.name = count, n, name

    def __anext__(self):
        out("anext", self.name, self.count)
        spend()
        self.count -= 1
        return waiting_end(self) if self.count < 0 else W(V(self.n + self.count, f"{self.name}~{self.count}"), self.n)


async def waiting_end(items):
    await W(None, items.n)
    raise StopAsyncIteration


class W:
    """An awaitable, and an iterable for ``yield from``, that suspends and then gives ``value``."""

    def __init__(self, value, n):
        self.value, self.n, self.name = value, n, f"W{n}"

    def __await__(self):
        return waiting(self.n % 4 != 0, self.name, self.value)

    __iter__ = __await__


def waiting(times, name, value):
    """Suspend ``times``; tell what comes in."""
    for i in range(times):
        try:
            sent = yield f"{name}#{i}"
        except E as error:
            out("caught in", name, show(error))
            if i == 0:
                raise
        except GeneratorExit:
            out("closed", name)
            raise
        else:
            if sent is not None:
                out("sent", name, name_of(sent))
    return value


class Bare:
    """An iterator that has neither send, throw nor close."""

    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return self

    __await__ = __iter__

    def __next__(self):
        spend()
        self.n -= 1
        if self.n < 0:
            raise StopIteration(V(7, "bare"))
        return f"bare{self.n}"


MARK = object()
"""The value that an awaited operand yields (see ``wrapped.py``): the driver resumes the coroutine at once."""


class Once:
    def __init__(self, value):
        self.value = value

    def __await__(self):
        yield MARK
        return self.value


once = Once


def t(n):
    """A traced operand."""
    out("t", n)
    spend()
    return V(n)


def w(value, n=1):
    """What gives ``value`` when awaited."""
    return W(value, n)


RAISED = (E, F, ValueError, B, KeyError, StopIteration, StopAsyncIteration, GeneratorExit, E)


def r(n):
    """A traced operand that raises."""
    out("r", n)
    spend()
    if n % 10 == 9:
        raise ExceptionGroup("g", [E(n), ExceptionGroup("h", [F(n), KeyError(n)]), ValueError(n)])
    raise RAISED[n % 10](n)


def k(n):
    """What an ``except`` clause may catch."""
    out("k", n)
    choice = n % 8
    return (
        E,
        (F, ValueError),
        BaseException,
        KeyError,
        (E, StopIteration, GeneratorExit),
        Exception,
        B,
        (E, Exception),
    )[choice]


def again(key):
    """The test of a loop that ends."""
    spend()
    counts[key] = counts.get(key, 0) + 1
    out("again", key, counts[key])
    return counts[key] % 4


def exc():
    """Tell what is being handled."""
    out("handling", show(sys.exc_info()[1]))


def deco(value):
    def apply(function):
        out("decorate", name_of(value), function.__name__)
        return function

    return apply


def keeping(function):
    """Keep all that the function makes until the program has ended."""

    def call(*args, **kwargs):
        made = function(*args, **kwargs)
        kept.append(made)
        return made

    call.__name__, call.__qualname__ = function.__name__, function.__qualname__
    return call


class Base:
    def __init_subclass__(cls, **keywords):
        out("subclass", cls.__name__, name_of(keywords))


def base(value):
    out("base", name_of(value))
    return Base


def state(o):
    """Tell all that can be seen of a suspended object."""
    if settings["keep"]:
        kept.append(o)
    kind = type(o).__name__
    if kind == "generator":
        seen = (inspect.getgeneratorstate(o), o.gi_running, o.gi_frame, o.gi_yieldfrom)
    elif kind == "coroutine":
        seen = (inspect.getcoroutinestate(o), o.cr_running, o.cr_frame, o.cr_await)
    elif kind == "async_generator":
        seen = ("", o.ag_running, o.ag_frame, o.ag_await)
    else:
        return
    status, running, frame, delegate = seen
    place = "-" if frame is None else sorted(frame.f_locals)
    if frame is not None and settings["lines"]:
        place = (frame.f_lineno, place)
    out("  state", status, running, place, "-" if delegate is None else type(delegate).__name__)


def step(o, what, *arguments):
    """Do one thing to an object, and tell how it went."""
    out(what, *[name_of(argument) for argument in arguments])
    try:
        result = getattr(o, what)(*arguments)
        while result is MARK:
            result = o.send(None)
    except BaseException as error:
        out("  raised", show(error))
        result = None
    else:
        out("  gave", name_of(result))
    state(o)
    del o, arguments  # a traceback keeps the frames behind its own, and with this one what it has
    return result


class Hooks:
    def __init__(self):
        self.kept = []

    def first(self, generator):
        out("first", generator.__name__)

    def final(self, generator):
        out("final", generator.__name__)
        if len(self.kept) < 10:
            self.kept.append(generator.aclose())


def finish(hooks):
    """Run what the asynchronous generators left to the loop."""
    while hooks.kept:
        drain(hooks.kept.pop())


def drain(awaitable, throw_at=-1):
    """Drive an awaitable to its end, throwing once."""
    for i in range(12):
        try:
            result = awaitable.throw(F(i)) if i == throw_at else awaitable.send(i or None)
            while result is MARK:
                result = awaitable.send(None)
        except BaseException as error:
            out("  ended", show(error))
            break
        out("  got", name_of(result))
    del awaitable
