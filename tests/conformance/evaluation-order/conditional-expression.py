# ---
# description: Only the branch taken of a conditional expression suspends.
# rule: evaluation/boolean
# features: [generator]
# ---

def g():
    print((yield "then") if (yield "test") else (yield "else"))


for truth in (True, False):
    it = g()
    print(next(it), it.send(truth))
    next(it, None)
