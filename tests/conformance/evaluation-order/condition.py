# ---
# description: The truth of each operand of a condition is tested once.
# rule: evaluation/condition
# features: [generator]
# ---

class Truth:
    def __init__(self, name, value):
        self.name, self.value = name, value

    def __bool__(self):
        print("truth of", self.name)
        return self.value


def g():
    a, b = Truth("a", False), Truth("b", True)
    if a or b and (yield "c"):
        print("then")
    while not (a or (yield "d")):
        print("body")
        break
    print(1 if (a or (yield "e")) else 2)
    assert (yield "f") and b


it = g()
print(next(it))
print(it.send(Truth("c", True)))
print(it.send(Truth("d", False)))
print(it.send(Truth("e", True)))
next(it, None) if False else None
try:
    it.send(Truth("f", True))
except StopIteration:
    pass
