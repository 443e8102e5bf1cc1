# ---
# description: StopIteration is converted also if the body begins with the loop that raises it.
# rule: stop-iteration/converted
# features: [generator, coroutine, async-generator, messages]
# ---

def stop(value):
    raise StopIteration(value)


def begins():
    return True


async def same(value):
    return value


def generator():
    while begins() and (yield from iter([stop(1)])):
        pass


async def coroutine():
    while begins() and await same(stop(2)):
        pass


async def async_generator():
    while begins() and (yield stop(3)):
        pass


async def later():
    while await same(False) or stop(4):
        pass


for resumed in (generator(), coroutine(), async_generator().__anext__(), later()):
    try:
        resumed.send(None)
    except RuntimeError as error:
        print(repr(error), repr(error.__cause__))
