# ---
# description: close of an awaitable that was never driven runs nothing.
# rule: async-generator/awaitable-close
# features: [async-generator]
# ---

async def a():
    print("runs")
    yield 1


agen = a()
awaitable = agen.__anext__()
print(awaitable.close())
try:
    awaitable.send(None)
except RuntimeError as error:
    print(error)
