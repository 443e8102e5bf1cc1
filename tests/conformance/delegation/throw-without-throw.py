# ---
# description: A delegate without throw: the exception is raised at the yield from.
# rule: yield-from/throw
# features: [generator, yield-from]
# ---

def g():
    try:
        yield from [1, 2]
    except KeyError as error:
        yield repr(error)


it = g()
next(it)
print(it.throw(KeyError("k")))
