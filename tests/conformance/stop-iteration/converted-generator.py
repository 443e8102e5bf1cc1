# ---
# description: StopIteration raised in a generator becomes RuntimeError.
# rule: stop-iteration/converted
# features: [generator, messages]
# ---

def g():
    yield 1
    raise StopIteration("value")


it = g()
next(it)
try:
    next(it)
except RuntimeError as error:
    print(error, repr(error.__cause__), repr(error.__context__), error.__suppress_context__)
print(list(it))
