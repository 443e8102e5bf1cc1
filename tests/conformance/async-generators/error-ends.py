# ---
# description: An exception ends an asynchronous generator; afterwards it is exhausted.
# rule: async-generator/end
# features: [async-generator]
# ---

async def a():
    yield 1
    raise KeyError("k")


agen = a()
for _ in range(3):
    try:
        agen.__anext__().send(None)
    except BaseException as error:
        print(repr(error))
