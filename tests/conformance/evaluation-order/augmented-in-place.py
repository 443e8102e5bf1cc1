# ---
# description: An augmented assignment uses the in-place method and stores what it gives.
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
