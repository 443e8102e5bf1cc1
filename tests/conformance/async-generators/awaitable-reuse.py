# ---
# description: No awaitable can be used twice.
# rule: async-generator/awaitable-reuse
# features: [async-generator, messages]
# ---

async def a():
    while True:
        try:
            yield 1
        except KeyError:
            pass


def run(awaitable):
    try:
        awaitable.send(None)
    except BaseException as error:
        return repr(error)


agen = a()
for awaitable in (agen.__anext__(), agen.asend(2), agen.aclose()):
    print(run(awaitable), run(awaitable))
