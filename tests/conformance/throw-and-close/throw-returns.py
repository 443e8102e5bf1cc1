# ---
# description: A generator that returns after a throw: StopIteration with the value.
# rule: generator/throw
# features: [generator]
# ---

def g():
    try:
        yield
    except KeyError:
        return "returned"


it = g()
next(it)
try:
    it.throw(KeyError)
except StopIteration as stop:
    print(stop.value)
