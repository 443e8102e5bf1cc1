# ---
# description: throw(GeneratorExit) is no close: its result is the yielded value.
# rule: generator-exit/thrown
# features: [generator]
# ---

def g():
    try:
        yield 1
    except GeneratorExit as error:
        yield repr(error)


it = g()
next(it)
print(it.throw(GeneratorExit("by hand")))
it = g()
next(it)
it.throw(GeneratorExit)
try:
    it.throw(GeneratorExit)
except GeneratorExit:
    print("comes back")
