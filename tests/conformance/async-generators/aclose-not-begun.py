# ---
# description: aclose of a just-created asynchronous generator.
# rule: async-generator/aclose
# features: [async-generator]
# ---

async def a():
    print("never")
    yield 1


agen = a()
for awaitable in (agen.aclose(), agen.aclose(), agen.__anext__()):
    try:
        awaitable.send(None)
    except (StopIteration, StopAsyncIteration) as stop:
        print(repr(stop))
