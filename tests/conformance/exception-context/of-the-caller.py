# ---
# description: Inside a handler of the caller, a generator's exceptions get the caller's as their context.
# rule: context/own-stack
# features: [generator]
# ---

def g():
    yield 1
    raise ValueError("in the generator")


it = g()
next(it)
try:
    raise KeyError("in the caller")
except KeyError:
    try:
        next(it)
    except ValueError as error:
        print(repr(error.__context__))
