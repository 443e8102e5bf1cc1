# ---
# description: not and in with suspending operands.
# rule: evaluation/boolean
# features: [generator]
# ---

def g():
    print(not (yield 1), (yield 2) in (yield 3), (yield 4) is not (yield 5))


it = g()
print(next(it), it.send(0), it.send("a"), it.send("abc"), it.send(None))
try:
    it.send(None)
except StopIteration:
    pass
