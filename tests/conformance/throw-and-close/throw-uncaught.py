# ---
# description: An uncaught exception comes back and ends the generator.
# rule: generator/throw
# features: [generator]
# ---

def g():
    yield 1
    yield 2


it = g()
next(it)
error = KeyError("k")
try:
    it.throw(error)
except KeyError as raised:
    print(raised is error)
print(list(it))
