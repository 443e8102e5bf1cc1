# ---
# description: An awaitable that is made and not awaited runs nothing.
# rule: async-generator/asend
# features: [async-generator]
# ---

async def a():
    print("runs")
    yield 1


agen = a()
awaitable = agen.asend(None)
print("made")
try:
    awaitable.send(None)
except StopIteration as stop:
    print(stop.value)
