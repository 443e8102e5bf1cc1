# ---
# description: Object and index of an augmented target are evaluated once.
# rule: evaluation/augmented
# features: [generator]
# ---

class Box(dict):
    def __getitem__(self, key):
        print("get", key)
        return super().__getitem__(key)

    def __setitem__(self, key, value):
        print("set", key, value)
        super().__setitem__(key, value)


def g():
    (yield "object")[(yield "index")] += yield "value"


it = g()
print(next(it))
print(it.send(Box(k=1)))
print(it.send("k"))
try:
    it.send(5)
except StopIteration:
    pass
