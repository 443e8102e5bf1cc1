# ---
# description: athrow raises at the suspended yield.
# rule: async-generator/athrow
# features: [async-generator]
# ---

async def a():
    while True:
        try:
            yield "waiting"
        except KeyError as error:
            yield repr(error)


def run(awaitable):
    try:
        awaitable.send(None)
    except BaseException as error:
        return repr(error)


agen = a()
print(run(agen.__anext__()), run(agen.athrow(KeyError("k"))), run(agen.__anext__()))
print(run(agen.athrow(ValueError("v"))), run(agen.athrow(ValueError("w"))), run(agen.__anext__()))
