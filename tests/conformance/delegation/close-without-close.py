# ---
# description: A delegate without close is not closed.
# rule: yield-from/close
# features: [generator, yield-from]
# ---

items = iter([1, 2, 3])


def g():
    try:
        yield from items
    except GeneratorExit:
        print("GeneratorExit")


it = g()
next(it)
it.close()
print(list(items))
