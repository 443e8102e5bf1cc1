# ---
# description: The expression of an except clause may suspend.
# rule: exceptions/match
# features: [generator]
# ---

def g():
    try:
        raise KeyError("k")
    except (yield "kind?") as error:
        yield repr(error)


it = g()
print(next(it), it.send(KeyError))
it = g()
next(it)
try:
    it.send(ValueError)
except KeyError as error:
    print("not matched", repr(error))
