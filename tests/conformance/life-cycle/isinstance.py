# ---
# description: The abstract classes know the kinds.
# rule: lifecycle/attributes
# features: [generator, coroutine, async-generator]
# ---

import collections.abc as abc
import types


def g():
    yield


async def c():
    pass


async def a():
    yield


co = c()
for o in (g(), co, a()):
    print(
        [
            isinstance(o, kind)
            for kind in (
                abc.Iterator,
                abc.Generator,
                abc.Awaitable,
                abc.Coroutine,
                abc.AsyncIterator,
                abc.AsyncGenerator,
                types.GeneratorType,
                types.CoroutineType,
                types.AsyncGeneratorType,
            )
        ]
    )
co.close()
