# ---
# description: The three-argument form warns from 3.12.
# rule: throw/signature
# features: [generator, coroutine, async-generator, warnings, messages]
# ---

import warnings


def g():
    yield


async def c():
    pass


async def a():
    yield


with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    for o in (g(), c()):
        try:
            o.throw(KeyError, "value")
        except KeyError:
            pass
    a().athrow(KeyError, "value").close()
print([(w.category.__name__, str(w.message)) for w in caught if w.category is DeprecationWarning])
