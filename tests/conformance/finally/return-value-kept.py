# ---
# description: The returned value is evaluated before the finally.
# rule: finally/return-value
# features: [generator]
# ---

def g():
    items = [1]
    n = 1
    try:
        return n, items
    finally:
        n = yield
        items.append(n)


it = g()
next(it)
try:
    it.send(2)
except StopIteration as stop:
    print(stop.value)
