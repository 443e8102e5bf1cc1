# ---
# description: Positional and keyword arguments are evaluated in the order in which they are written.
# rule: evaluation/call-order
# features: [generator]
# ---

def f(*args, **kwargs):
    return args, kwargs


def g():
    return f((yield 1), *(yield 2), a=(yield 3), **(yield 4), b=(yield 5))


it = g()
print(next(it), it.send("one"), it.send([2]), it.send("a"), it.send({"z": 0}))
try:
    it.send("b")
except StopIteration as stop:
    print(stop.value)
