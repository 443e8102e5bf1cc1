# ---
# description: del evaluates its object and index, then deletes, target by target.
# rule: evaluation/spill
# features: [generator]
# ---

def g():
    a = [0, 1, 2, 3]
    del a[(yield "first")], a[(yield "second")]
    print(a)


it = g()
print(next(it), it.send(0))
try:
    it.send(0)
except StopIteration:
    pass
