# An exception drops the values on the frame's stack from the top down.
class D:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        out("dropped", self.name)


def items(name):
    try:
        yield name
        yield name
    finally:
        out("end", name)


def loops():
    for _ in items(1):
        for _ in items(2):
            for _ in items(3):
                yield
                r(0)


def caught():
    try:
        yield from loops()
    except E:
        for a in items(4):
            try:
                for b in items(5):
                    for c in items(6):
                        yield c
                        r(1)
            except F:
                out("caught")
            yield


def operands():
    [D(1), D(2), D(3), (yield), D(4), (yield)]


async def awaits():
    try:
        kept = (D(1), {D(2): [D(3), await w(None), await w(None)]})
    finally:
        for _ in items(7):
            async for _ in V(3):
                for _ in items(8):
                    await w(None)


for function in loops, caught, operands, awaits:
    for last in "throw", "close", "drop":
        o = function()
        step(o, "send", None)
        step(o, "send", None)
        if last == "throw":
            step(o, "throw", E)
            step(o, "send", None)
        elif last == "close":
            step(o, "close")
        del o
