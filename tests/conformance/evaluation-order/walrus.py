# ---
# description: A named expression binds when its value comes, in the middle of an expression.
# rule: evaluation/spill
# features: [generator]
# ---

def g():
    return [(x := (yield 1)), x, (x := (yield x)), x]


it = g()
print(next(it), it.send("a"))
try:
    it.send("b")
except StopIteration as stop:
    print(stop.value)
