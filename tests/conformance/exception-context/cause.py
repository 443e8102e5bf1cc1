# ---
# description: raise from keeps the cause and hides the context.
# rule: context/cause
# features: [generator]
# ---

def g():
    try:
        raise KeyError("k")
    except KeyError as error:
        try:
            yield
            raise ValueError("v") from error
        except ValueError as inner:
            yield inner
            raise TypeError("t") from None


it = g()
next(it)
inner = next(it)
print(repr(inner.__cause__), inner.__suppress_context__)
try:
    next(it)
except TypeError as error:
    print(error.__cause__, repr(error.__context__), error.__suppress_context__)
