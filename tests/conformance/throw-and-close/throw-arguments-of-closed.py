# ---
# description: The arguments of throw() to a closed or running object: until 3.14 they are checked before the object's state.
# rule: throw/arguments
# features: [generator, coroutine, messages]
# ---

import warnings

warnings.simplefilter("ignore")


def g():
    report(it)
    yield


async def c():
    pass


def report(o):
    for wrong in ((1,), (ValueError, 1, 2), (ValueError(1), 3), (ValueError,)):
        try:
            o.throw(*wrong)
        except Exception as error:
            print(type(o).__name__, repr(error))


it = g()
next(it)
it.close()
report(it)
o = c()
wrapper = o.__await__()
wrapper.close()
report(o)
report(wrapper)
