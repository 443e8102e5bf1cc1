# ---
# description: Only exceptions can be thrown; after the error the generator is unchanged.
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
