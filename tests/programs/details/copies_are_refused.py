"""Each way to pickle or copy a suspended object is refused; a traceback has the lines of `copy` and `pickle`."""

import copy
import copyreg
import pickle
import traceback


def generator():
    yield


async def coroutine():
    pass


async def asynchronous():
    yield


class Holder:
    def __init__(self):
        self.held = generator()


wrapped = coroutine()
awaitables = [asynchronous().__anext__(), asynchronous().aclose(), wrapped.__await__()]
for o in [generator(), asynchronous(), wrapped, *awaitables]:
    for attempt in (
        lambda: o.__reduce__(),
        lambda: [o.__reduce_ex__(protocol) for protocol in range(5)],
        lambda: object.__reduce__(o),
        lambda: object.__reduce_ex__(o, 2),
        lambda: copyreg._reduce_ex(o, 1),
        lambda: [pickle.dumps(o, protocol) for protocol in range(5)],
        lambda: copy.copy(o),
        lambda: copy.deepcopy([o]),
        lambda: o.__reduce_ex__("words"),
    ):
        try:
            print(attempt())
        except TypeError as error:
            print(error)
wrapped.close()
for attempt in copy.copy, copy.deepcopy, pickle.dumps:
    for o in generator(), Holder():
        try:
            attempt(o)
        except TypeError:
            traceback.print_exc()
copy.deepcopy({"job": Holder()})
