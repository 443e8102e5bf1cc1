# ---
# description: A bare raise after a suspension raises the exception that is being handled.
# rule: exceptions/bare-raise
# features: [generator]
# ---

def g():
    try:
        raise KeyError("mine")
    except KeyError:
        try:
            yield
        except ValueError:
            pass
        raise


it = g()
next(it)
try:
    it.throw(ValueError)
except KeyError as error:
    print(repr(error), error.__context__)
