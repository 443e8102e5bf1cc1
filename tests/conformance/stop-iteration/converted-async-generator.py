# ---
# description: An asynchronous generator converts both.
# rule: stop-iteration/async-generator
# features: [async-generator, messages]
# ---

async def a(error):
    yield 1
    raise error


for error in (StopIteration(1), StopAsyncIteration(2)):
    agen = a(error)
    try:
        agen.__anext__().send(None)
    except StopIteration as stop:
        print(stop.value)
    try:
        agen.__anext__().send(None)
    except RuntimeError as raised:
        print(repr(raised), repr(raised.__cause__))
