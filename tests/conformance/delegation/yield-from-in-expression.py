# ---
# description: yield from in the middle of an expression.
# rule: yield-from/delegation
# features: [generator, yield-from]
# ---

def one(value):
    return (yield value)


def g():
    return [(yield from one(1)), {"k": (yield from one(2))}, f"{(yield from one(3))}"]


it = g()
print(next(it), it.send("a"), it.send("b"))
try:
    it.send("c")
except StopIteration as stop:
    print(stop.value)
