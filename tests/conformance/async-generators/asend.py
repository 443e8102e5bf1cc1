# ---
# description: The sent value of asend is the value of the yield.
# rule: async-generator/asend
# features: [async-generator]
# ---

async def a():
    got = yield "first"
    while True:
        got = yield got


def run(awaitable):
    try:
        awaitable.send(None)
    except StopIteration as stop:
        return stop.value


agen = a()
print(run(agen.__anext__()), run(agen.asend(1)), run(agen.asend("x")), run(agen.__anext__()))
