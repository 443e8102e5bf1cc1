# ---
# description: An exception in an inner finally replaces the exception that the finally runs for.
# rule: finally/nested
# features: [generator]
# ---

def g():
    try:
        try:
            yield
        finally:
            raise ValueError("inner")
    finally:
        print("outer")


it = g()
next(it)
try:
    it.throw(KeyError("k"))
except ValueError as error:
    print(repr(error), repr(error.__context__))
