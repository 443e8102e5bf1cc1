# ---
# description: Suspended objects cannot be pickled or copied.
# rule: lifecycle/attributes
# features: [generator, coroutine, async-generator, messages]
# ---

import copy
import pickle


def g():
    yield


async def c():
    pass


async def a():
    yield


for o in (g(), c(), a()):
    for operation in (pickle.dumps, copy.copy, copy.deepcopy):
        try:
            operation(o)
        except TypeError as error:
            print(error)
    if hasattr(o, "close"):
        o.close()
