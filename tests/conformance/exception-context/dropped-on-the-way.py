# ---
# description: Objects that an exception drops are closed before the exception counts as handled.
# rule: context/dropped
# features: [generator, coroutine, finalisation]
# ---
import sys


def items(name):
    try:
        yield 1
    except GeneratorExit as error:
        print(name, "closed, context", repr(error.__context__), "handling", repr(sys.exc_info()[1]))
        raise


def plain():
    for None.x in items("plain"):
        pass


def generator():
    for None.x in items("generator"):
        yield


def guarded():
    try:
        for None.x in items("guarded"):
            yield
    except AttributeError as error:
        print("handled", type(error).__name__)
        yield "done"


def operand():
    [next(it := items("operand")), it, (yield from ()), None.x]


def mapped():
    yield from map(lambda item: None.x, items("mapped"))


class Wait:
    def __await__(self):
        for None.x in items("await"):
            yield


async def coroutine():
    await Wait()


def show(make, method, *arguments):
    try:
        print(getattr(make(), method)(*arguments))
    except AttributeError as error:
        print("raised", type(error).__name__, repr(error.__context__))


for make in (plain,):
    try:
        make()
    except AttributeError:
        print("raised")
for make in (generator, guarded, operand, mapped):
    show(make, "__next__")
show(coroutine, "send", None)
try:
    raise KeyError("outer")
except KeyError:
    show(generator, "__next__")
