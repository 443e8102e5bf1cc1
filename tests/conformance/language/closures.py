# ---
# description: Cells are shared between a suspended function and those inside it.
# rule: names/resolution
# features: [generator]
# ---

def g():
    n = 0

    def add():
        nonlocal n
        n += 1
        return n

    while True:
        yield add, n


it = g()
add, n = next(it)
print(n, add(), add(), next(it)[1])
