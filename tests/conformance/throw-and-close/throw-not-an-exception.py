# ---
# description: Only exceptions can be thrown; the refusal leaves the generator as it is.
# rule: throw/arguments
# features: [generator, messages]
# ---

def g():
    yield 1
    yield 2


it = g()
next(it)
for wrong in (1, "s", int, None, object()):
    try:
        it.throw(wrong)
    except TypeError as error:
        print(error)
print(next(it))
