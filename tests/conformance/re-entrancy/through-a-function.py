# ---
# description: A generator that is resumed in a call which it makes.
# rule: reentrancy/indirect
# features: [generator, messages]
# ---

def g():
    yield sorted([2, 1], key=lambda n: next(me))


me = g()
try:
    next(me)
except ValueError as error:
    print(error)
print(list(me))
