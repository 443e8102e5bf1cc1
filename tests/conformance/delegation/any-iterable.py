# ---
# description: yield from takes any iterable, and calls iter() on it.
# rule: yield-from/delegation
# features: [generator, yield-from, messages]
# ---

class Items:
    def __iter__(self):
        print("iter")
        return iter("xy")


def g(source):
    yield from source


print(list(g(Items())), list(g(range(3))), list(g({"k": 1})))
try:
    list(g(1))
except TypeError as error:
    print(error)
