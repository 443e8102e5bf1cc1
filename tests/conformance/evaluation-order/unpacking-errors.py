# ---
# description: Unpacking fails before any target is bound.
# rule: evaluation/unpacking
# features: [generator, messages]
# ---

def g():
    a = b = "kept"
    for _ in range(4):
        try:
            a, b = yield
        except (TypeError, ValueError) as error:
            print(error, a, b)
    a, *b = yield
    print(a, b)


it = g()
next(it)
for value in ([], [1], [1, 2, 3], 1):
    it.send(value)
try:
    it.send("abc")
except StopIteration:
    pass
