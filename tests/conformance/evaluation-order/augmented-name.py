# ---
# description: An augmented assignment reads its target before the right side suspends.
# rule: evaluation/augmented
# features: [generator]
# ---

n = 10


def g():
    global n
    n += yield
    print(n)


it = g()
next(it)
n = 1000
try:
    it.send(1)
except StopIteration:
    pass
