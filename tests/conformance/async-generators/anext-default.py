# ---
# description: anext with a default, and its errors.
# rule: async-generator/anext-default
# features: [async-generator, messages]
# min-python: 3.10
# ---

async def a():
    yield 1


async def main():
    agen = a()
    print(await anext(agen, "default"), await anext(agen, "default"), await anext(agen, None))
    try:
        await anext(agen)
    except StopAsyncIteration as stop:
        print(repr(stop))


try:
    main().send(None)
except StopIteration:
    pass
for call in (lambda: aiter(1), lambda: anext(1), lambda: anext([])):
    try:
        call()
    except TypeError as error:
        print(error)
