# ---
# description: A variable read before a suspension keeps the value it had.
# rule: evaluation/spill
# features: [generator]
# ---

x = 1


def g():
    return [x, (yield), x]


it = g()
next(it)
x = 2
try:
    it.send("sent")
except StopIteration as stop:
    print(stop.value)
