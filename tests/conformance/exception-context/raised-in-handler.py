# ---
# description: The context of an exception raised in a handler that has suspended.
# rule: context/raised-in-handler
# features: [generator]
# ---

def g():
    try:
        raise KeyError("first")
    except KeyError:
        yield
        try:
            raise ValueError("second")
        except ValueError:
            yield
            raise TypeError("third")


it = g()
next(it)
next(it)
try:
    next(it)
except TypeError as error:
    while error:
        print(repr(error))
        error = error.__context__
