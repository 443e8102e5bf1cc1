"""The events of `sys.monitoring` for each kind of suspendable function, all of them and those of one code object."""

import sys

monitoring, TOOL = sys.monitoring, 3
NAMES = ("PY_START", "PY_RESUME", "PY_RETURN", "PY_YIELD", "PY_THROW", "PY_UNWIND", "LINE", "RAISE")
told = []


def shown(value):
    if isinstance(value, BaseException):
        return repr(value)
    return value if isinstance(value, int | str | None) else type(value).__name__


def callback(name):
    def tell(code, *given):
        if code.co_filename != __file__ or code.co_name in ("tell", "callback", "measure", "shown"):
            return
        value = given[0] if name == "LINE" else shown(given[1]) if len(given) > 1 else ""
        if not (code.co_name == "countdown" and name == "PY_YIELD"):  # CPython tells a wrapped value
            told.append((name, code.co_name, value))

    return tell


def numbers(n):
    for number in range(n):
        yield number
    return 9


def chain():
    found = yield from numbers(2)
    try:
        yield found
    except ValueError as error:
        yield str(error)
    return 4


class Once:
    def __await__(self):
        yield 5


async def countdown(n):
    while n:
        yield n
        await Once()
        n -= 1


async def outer():
    total = 0
    async for number in countdown(2):
        total += number
    await Once()
    return total


def driven():
    made = chain()
    next(made), next(made), next(made)
    made.throw(ValueError("thrown"))
    for _ in made:
        pass


def awaited():
    made = outer()
    try:
        while True:
            made.send(None)
    except StopIteration as stop:
        print(stop.value)


def thrown():
    made = numbers(3)
    next(made)
    try:
        made.throw(KeyError(1))
    except KeyError:
        print("caught")
    return sum(numbers(2)), [*numbers(1)]


def measure(act, events):
    told.clear()
    monitoring.set_events(TOOL, events)
    act()
    monitoring.set_events(TOOL, 0)
    print(act.__name__, *told, sep="\n  ")


monitoring.use_tool_id(TOOL, "test")
wanted = 0
for name in NAMES:
    event = getattr(monitoring.events, name)
    assert monitoring.register_callback(TOOL, event, callback(name)) is None
    wanted |= event
for act in driven, awaited, thrown:
    measure(act, wanted & ~monitoring.events.RAISE)
measure(thrown, monitoring.events.PY_YIELD | monitoring.events.RAISE)
monitoring.register_callback(TOOL, monitoring.events.PY_START, None)
measure(thrown, monitoring.events.PY_RESUME)
told.clear()
monitoring.set_local_events(TOOL, numbers.__code__, monitoring.events.PY_RESUME)
print(
    list(numbers(2)),
    monitoring.get_local_events(TOOL, numbers.__code__) == monitoring.events.PY_RESUME,
    monitoring.get_events(TOOL),
)
monitoring.set_local_events(TOOL, numbers.__code__, 0)
print(told)
monitoring.free_tool_id(TOOL)
