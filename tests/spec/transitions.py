"""Measures the life cycle: every operation in every status of every kind, and prints the tables of spec/machine.md.

It is a plain program, run under CPython and under minicoro by the tests; both must print what the page shows.
"""

import gc
import types
import warnings


class E(Exception):  # noqa: N818 - the table calls it so
    """What is thrown in."""


@types.coroutine
def pause():
    yield "a value"


@types.coroutine
def call(function):
    function()
    yield "a value"


log = []


def generator(during):
    log.append("resumes")
    try:
        during()
        yield 1
        yield 2
    except GeneratorExit:
        log.append("GeneratorExit raised")
        raise
    except E:
        log.append("E raised")
        raise


def delegating_generator(during):
    log.append("resumes")
    try:
        yield from inner()
    except GeneratorExit:
        log.append("GeneratorExit raised")
        raise
    except E:
        log.append("E raised")
        raise


def inner():
    try:
        yield 1
        log.append("delegate resumes")
        yield 2
    except BaseException as error:
        log.append("delegate gets " + type(error).__name__)
        raise


async def coroutine(during):
    log.append("resumes")
    try:
        during()
        await pausing()
    except GeneratorExit:
        log.append("GeneratorExit raised")
        raise
    except E:
        log.append("E raised")
        raise


async def pausing():
    try:
        await pause()
        log.append("delegate resumes")
        await pause()
    except BaseException as error:
        log.append("delegate gets " + type(error).__name__)
        raise


async def agen(during):
    log.append("resumes")
    try:
        during()
        yield 1
        log.append("resumes")
        yield 2
    except GeneratorExit:
        log.append("GeneratorExit raised")
        raise
    except E:
        log.append("E raised")
        raise


async def delegating_agen(during):
    log.append("resumes")
    try:
        await pausing()
        yield 1
    except GeneratorExit:
        log.append("GeneratorExit raised")
        raise
    except E:
        log.append("E raised")
        raise


def attempt(operation, o):
    """What an operation does, in a few words."""
    del log[:]
    try:
        result = operation(o)
        log.append(f"gives {result!r}")
    except StopIteration as stop:
        log.append(f"ends with {stop.value!r}" if hasattr(o, "asend") else "StopIteration")
    except StopAsyncIteration:
        log.append("StopAsyncIteration")
    except E:
        log.append("E comes back")
    except Exception as error:
        log.append(type(error).__name__)
    return ", ".join(log)


async def awaits(o):
    return await o


def drive(awaitable):
    """One step of an awaitable."""
    return awaitable.__await__().send(None)


def drop(o):
    """Stands for the drop, which `measure` does where the reference is held."""
    raise AssertionError


def do_await(o):
    waiter = awaits(o)
    kept.append(waiter)
    return waiter.send(None)


kept = []

PLAIN = {
    "send(None)": lambda o: o.send(None),
    "send(1)": lambda o: o.send(1),
    "throw(E)": lambda o: o.throw(E),
    "close()": lambda o: o.close(),
    "drop": drop,
}
OPERATIONS = {
    "generator": {**PLAIN, "await": do_await, "iteration": lambda o: next(iter(o))},
    "coroutine": {**PLAIN, "await": do_await, "iteration": lambda o: next(iter(o))},
    "asynchronous generator": {
        "asend(None)": lambda o: drive(o.asend(None)),
        "asend(1)": lambda o: drive(o.asend(1)),
        "athrow(E)": lambda o: drive(o.athrow(E)),
        "aclose()": lambda o: drive(o.aclose()),
        "drop": drop,
        "await": do_await,
        "iteration": lambda o: drive(o.__anext__()),
    },
}


def begin(o):
    """Up to the first suspension."""
    first = o.asend(None) if hasattr(o, "asend") else o
    kept.append(first)
    try:
        (first.__await__() if hasattr(o, "asend") else first).send(None)
    except StopIteration:
        pass


def end(o):
    (o.aclose() if hasattr(o, "aclose") else o).close()


def nothing():
    pass


def made(kind, status, during=nothing):
    """An object of a kind in a status."""
    if kind == "generator":
        o = (delegating_generator if status == "DELEGATING" else generator)(during)
    elif kind == "coroutine":
        o = coroutine(during)
    else:
        o = (delegating_agen if status == "DELEGATING" else agen)(during)
    if status in ("SUSPENDED", "DELEGATING"):
        begin(o)
    if status == "CLOSED":
        begin(o)
        if kind == "asynchronous generator":
            try:
                o.aclose().send(None)
            except StopIteration:
                pass
        else:
            o.close()
    return o


def running(kind, operation):
    """An operation on an object from within its own body."""
    found = []

    def during():
        before = log[:]
        found.append(attempt(operation, o))
        log[:] = before

    o = made(kind, "CREATED", during)
    begin(o)
    return found[0]


def measure(kind, status, name, operation):
    """The entry of the table."""
    if name == "drop":
        if status == "RUNNING":
            return "-"
        o = made(kind, status)
        del kept[:]
        del log[:]
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            del o
        warned = ["RuntimeWarning"] if caught else []
        return ", ".join(log + warned) or "nothing"
    if status == "RUNNING":
        return running(kind, operation)
    return attempt(operation, made(kind, status))


def table(kind):
    """The table of a kind, in Markdown."""
    statuses = ["CREATED", "RUNNING", "SUSPENDED", "DELEGATING", "CLOSED"]
    if kind == "coroutine":
        statuses.remove("SUSPENDED")
    print(f"### The {kind}")
    print()
    print("| | " + " | ".join(statuses) + " |")
    print("| - " * (len(statuses) + 1) + "|")
    for name, operation in OPERATIONS[kind].items():
        print(f"| `{name}` | " + " | ".join([measure(kind, s, name, operation) for s in statuses]) + " |")
    print()


gc.disable()  # the objects of `running` are in cycles: their end would be logged at any time
warnings.simplefilter("ignore")
for one in OPERATIONS:
    table(one)
del kept[:]
gc.collect()
