# ---
# description: A bare raise while no exception is being handled.
# rule: exceptions/bare-raise
# features: [generator, messages]
# ---

def g():
    yield
    raise


it = g()
next(it)
try:
    next(it)
except RuntimeError as error:
    print(error)
it = g()
next(it)
try:
    raise KeyError("caller's")
except KeyError:
    try:
        next(it)
    except KeyError as error:
        print(repr(error))
