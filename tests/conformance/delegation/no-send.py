# ---
# description: A delegate without send cannot be sent to; the error is raised at the yield from.
# rule: yield-from/send
# features: [generator, yield-from, messages]
# ---

def g():
    try:
        yield from iter([1, 2])
    except AttributeError as error:
        yield str(error)


it = g()
next(it)
print(it.send("x"))
