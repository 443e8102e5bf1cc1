# ---
# description: A bare yield yields None.
# rule: generator/send
# features: [generator]
# ---

def g():
    x = yield
    y = yield x
    return x, y


it = g()
print(next(it), it.send(1))
try:
    it.send(2)
except StopIteration as stop:
    print(stop.value)
