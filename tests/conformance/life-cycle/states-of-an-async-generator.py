# ---
# description: inspect.getasyncgenstate follows an asynchronous generator.
# rule: lifecycle/resume
# features: [async-generator, inspect]
# min-python: 3.12
# ---

from inspect import getasyncgenstate as state


async def a():
    print(state(me))
    yield 1


me = a()
print(state(me))
try:
    me.__anext__().send(None)
except StopIteration:
    print(state(me))
try:
    me.__anext__().send(None)
except StopAsyncIteration:
    print(state(me))
