# ---
# description: An exception thrown into a handler has the handled one as its context.
# rule: context/thrown
# features: [generator]
# ---

def g():
    try:
        raise KeyError("handled")
    except KeyError:
        try:
            yield
        except ValueError as error:
            yield error.__context__


it = g()
next(it)
print(repr(it.throw(ValueError("thrown"))))
