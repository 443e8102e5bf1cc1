# ---
# description: After the handler there is no context.
# rule: context/raised-in-handler
# features: [generator]
# ---

def g():
    try:
        raise KeyError("first")
    except KeyError:
        yield
    yield
    raise ValueError("second")


it = g()
next(it)
next(it)
try:
    next(it)
except ValueError as error:
    print(error.__context__)
