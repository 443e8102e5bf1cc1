# ---
# description: The state as an attribute of generators, coroutines and asynchronous generators, from creation to the end.
# rule: lifecycle/attributes
# features: [generator, coroutine, async-generator]
# ---

import types


@types.coroutine
def pause():
    yield


def g():
    print(getattr(own[0], "gi_state", None))
    yield


async def c():
    print(getattr(own[0], "cr_state", None))
    await pause()


async def a():
    print(getattr(own[0], "ag_state", None))
    yield


for make, name in ((g, "gi_state"), (c, "cr_state"), (a, "ag_state")):
    own = [make()]
    print(name, getattr(own[0], name, None), name in dir(own[0]))
    step = own[0].asend(None) if make is a else own[0]
    try:
        step.send(None)
    except StopIteration:
        pass
    print(getattr(own[0], name, None))
    closing = own[0].aclose() if make is a else own[0]
    try:
        closing.send(None)
    except StopIteration:
        pass
    print(getattr(own[0], name, None))
