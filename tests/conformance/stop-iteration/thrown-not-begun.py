# ---
# description: StopIteration thrown into a just-created object.
# rule: stop-iteration/thrown
# features: [generator, coroutine, async-generator, messages]
# ---

def g():
    yield 1


async def c():
    pass


async def a():
    yield


for throw in (lambda: g().throw(StopIteration(1)), lambda: c().throw(StopIteration(1))):
    try:
        throw()
    except (RuntimeError, StopIteration) as error:
        print(repr(error))
for kind in (StopIteration, StopAsyncIteration):
    try:
        a().athrow(kind(1)).send(None)
    except (RuntimeError, StopIteration, StopAsyncIteration) as error:
        print(repr(error))
