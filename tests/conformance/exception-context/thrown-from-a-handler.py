# ---
# description: An exception thrown from a handler of the caller, into a frame that handles none.
# rule: context/thrown
# features: [generator]
# ---

def g():
    yield


it = g()
next(it)
try:
    try:
        raise KeyError("caller's")
    except KeyError:
        it.throw(ValueError("thrown"))
except ValueError as error:
    print(repr(error.__context__))
