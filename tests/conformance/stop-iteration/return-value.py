# ---
# description: The value of return is StopIteration's value.
# rule: stop-iteration/return-value
# features: [generator, coroutine]
# ---

def g(value):
    return value
    yield


async def c(value):
    return value


for value in (None, 0, (), (1, 2), ValueError(1), StopIteration(2)):
    for o in (g(value), c(value)):
        try:
            o.send(None)
        except StopIteration as stop:
            print(repr(stop.value), repr(stop.args))
