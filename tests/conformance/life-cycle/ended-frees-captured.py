# ---
# description: A variable that an inner function captures is freed when the frame ends, although the object still exists.
# rule: lifecycle/closed
# features: [generator, coroutine, finalisation]
# ---

class Held:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("freed", self.name)


def generator(end):
    held = Held(end)
    show = lambda: held  # noqa: E731, F841
    yield
    if end == "raised":
        raise KeyError


async def coroutine(held):
    return (lambda: held.name)()


for end in ("closed", "returned", "raised"):
    it = generator(end)
    next(it)
    try:
        it.close() if end == "closed" else next(it)
    except (KeyError, StopIteration) as error:
        print(repr(error))
    print("after", end, it.gi_frame, it.__qualname__, it.gi_code.co_name)

c = coroutine(Held("awaited"))
try:
    c.send(None)
except StopIteration as stop:
    print("result", stop.value)
print("after", c.cr_frame, c.__qualname__)
