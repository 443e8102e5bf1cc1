# ---
# description: An exception that replaces a StopIteration leaves the frame after the temporaries are dropped.
# rule: context/dropped
# features: [generator, async-generator, finalisation]
# ---
import sys


class Items:
    def __iter__(self):
        return self

    def __next__(self):
        return 1

    def __del__(self):
        print("dropped, handling", repr(sys.exc_info()[1]))


def items():
    try:
        yield 1
    except GeneratorExit as error:
        print("closed, context", repr(error.__context__))


def plain():
    for item in Items():
        yield item


def generators():
    for item in items():
        yield item


async def asynchronous():
    for item in Items():
        yield item


for error in (StopIteration(4), KeyError("key")):
    for make in (plain, generators):
        o = make()
        next(o)
        try:
            o.throw(error)
        except Exception as raised:
            print("raised", repr(raised), "from", repr(raised.__cause__))
        print("over")

for error in (StopAsyncIteration(), StopIteration(3)):
    o = asynchronous()
    try:
        o.asend(None).send(None)
    except StopIteration as stop:
        print("item", stop.value)
    try:
        o.athrow(error).send(None)
    except Exception as raised:
        print("raised", repr(raised), "from", repr(raised.__cause__))
    print("over")
