# ---
# description: An attribute left of a suspension is read before it.
# rule: evaluation/spill
# features: [generator]
# ---

class Box:
    value = "before"


def g():
    return Box.value + (yield) + Box.value


it = g()
next(it)
Box.value = "after"
try:
    it.send(" then ")
except StopIteration as stop:
    print(stop.value)
