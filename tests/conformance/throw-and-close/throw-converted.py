# ---
# description: An exception thrown in may leave as another one.
# rule: generator/throw
# features: [generator]
# ---

def g():
    try:
        yield
    except KeyError as error:
        raise ValueError("v") from error


it = g()
next(it)
try:
    it.throw(KeyError("k"))
except ValueError as error:
    print(repr(error), repr(error.__cause__))
