# ---
# description: Keys before values, pair by pair.
# rule: evaluation/dict-display
# features: [generator]
# ---

def g():
    print({(yield "k1"): (yield "v1"), **(yield "rest"), (yield "k2"): (yield "v2")})


it = g()
print(next(it), it.send(1), it.send(2), it.send({3: 4}), it.send(5))
try:
    it.send(6)
except StopIteration:
    pass
