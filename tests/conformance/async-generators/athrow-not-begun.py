# ---
# description: athrow into a just-created asynchronous generator.
# rule: async-generator/athrow
# features: [async-generator]
# ---

async def a():
    print("never")
    yield 1


def run(awaitable):
    try:
        awaitable.send(None)
    except BaseException as error:
        return repr(error)


agen = a()
print(run(agen.athrow(KeyError("k"))), run(agen.__anext__()))
