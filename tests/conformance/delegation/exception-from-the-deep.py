# ---
# description: An exception passes every level, each of which may handle it.
# rule: yield-from/transparent
# features: [generator, yield-from]
# ---

def level(n):
    try:
        if n:
            yield from level(n - 1)
        else:
            yield 1
            raise KeyError("deep")
    finally:
        print("leaving", n)


try:
    for value in level(3):
        print(value)
except KeyError as error:
    print(repr(error))
