# ---
# description: Whether a generator that is closed before its start keeps its arguments, and until when.
# rule: close/created
# features: [generator, coroutine, finalisation]
# ---


class Argument:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("freed", self.name)


def g(argument):
    yield argument


async def c(argument):
    return argument


for make in (g, c):
    o = make(Argument(make.__name__))
    o.close()
    print("closed")
    del o
    print("dropped")
