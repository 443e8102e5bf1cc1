# ---
# description: A comparison gives the object that decided, not a bool.
# rule: evaluation/comparison
# features: [generator]
# ---

class Link:
    def __init__(self, name, truth):
        self.name, self.truth = name, truth

    def __lt__(self, other):
        print(self.name, "<", other.name)
        return Link(self.name + other.name, self.truth)

    def __bool__(self):
        print("bool of", self.name)
        return self.truth


def g():
    result = Link("a", False) < (yield) < (yield)
    print(result.name)


it = g()
next(it)
try:
    it.send(Link("b", True))
except StopIteration:
    pass
