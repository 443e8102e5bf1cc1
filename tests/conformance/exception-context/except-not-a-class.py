# ---
# description: except with an object that is not an exception class.
# rule: exceptions/match
# features: [generator, messages]
# ---

def g(kind):
    try:
        yield
    except kind:
        yield "never"


for kind in (1, "s", int, (KeyError, 1), [KeyError]):
    it = g(kind)
    next(it)
    try:
        it.throw(ValueError("v"))
    except TypeError as error:
        print(error, repr(error.__context__))
