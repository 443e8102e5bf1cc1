# ---
# description: A chained comparison stops at the first false link.
# rule: evaluation/comparison
# features: [generator]
# ---

def g():
    print((yield "a") < (yield "b") <= (yield "c") != (yield "d"))
    print((yield "a") < (yield "b") <= (yield "c"))


it = g()
print(next(it), it.send(1), it.send(2), it.send(2))
print(it.send(3), it.send(5))
try:
    it.send(4)
except StopIteration:
    pass
