# ---
# description: asend(value) to a just-created asynchronous generator raises TypeError when it is awaited.
# rule: lifecycle/just-started
# features: [async-generator, messages]
# ---

async def a():
    yield "begun"


agen = a()
awaitable = agen.asend(1)
print("no error yet")
try:
    awaitable.send(None)
except TypeError as error:
    print(error)
try:
    agen.asend(None).send(None)
except StopIteration as stop:
    print(stop.value)
