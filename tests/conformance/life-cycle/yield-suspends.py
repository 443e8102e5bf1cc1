# ---
# description: A yield suspends in the middle of an expression.
# rule: yield/suspend
# features: [generator]
# ---

def g():
    x = 1 + (yield "a") * 2
    return x, (yield)


it = g()
print(next(it), it.send(10))
try:
    it.send("end")
except StopIteration as stop:
    print(stop.value)
