# ---
# description: yield a, b yields a tuple; yield *a, b, too.
# rule: generator/send
# features: [generator]
# ---

def g():
    yield 1, 2
    yield *[3, 4], 5
    yield ()


print(list(g()))
