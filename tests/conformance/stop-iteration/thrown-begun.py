# ---
# description: StopIteration thrown into a started generator is converted.
# rule: stop-iteration/thrown
# features: [generator, messages]
# ---

def g():
    yield 1


it = g()
next(it)
try:
    it.throw(StopIteration("thrown"))
except RuntimeError as error:
    print(error, repr(error.__cause__))
