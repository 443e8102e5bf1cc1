# ---
# description: An augmented assignment calls the in-place method and stores its result.
# rule: evaluation/augmented
# features: [generator]
# ---

def g():
    items = alias = [1]
    items += yield
    print(items, alias is items)


it = g()
next(it)
try:
    it.send([2])
except StopIteration:
    pass
