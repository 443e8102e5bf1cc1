# ---
# description: Values go through a chain of awaits, unseen by the coroutines in between.
# rule: await/delegation
# features: [coroutine]
# ---

class Ask:
    def __init__(self, question):
        self.question = question

    def __await__(self):
        return (yield self.question)


async def level(n):
    if n == 0:
        return await Ask("first") + await Ask("second")
    return await level(n - 1) + [n]


c = level(3)
print(c.send(None), c.send(["a"]))
try:
    c.send(["b"])
except StopIteration as stop:
    print(stop.value)
