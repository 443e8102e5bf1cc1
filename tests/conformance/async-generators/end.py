# ---
# description: After the end each awaitable raises StopAsyncIteration.
# rule: async-generator/end
# features: [async-generator]
# ---

async def a():
    yield 1


agen = a()
for _ in range(4):
    try:
        agen.__anext__().send(None)
    except (StopIteration, StopAsyncIteration) as stop:
        print(repr(stop))
