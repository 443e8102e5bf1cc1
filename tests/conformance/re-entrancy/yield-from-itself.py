# ---
# description: A generator that delegates to itself.
# rule: reentrancy/indirect
# features: [generator, yield-from, messages]
# ---

def g():
    yield from me


me = g()
try:
    next(me)
except ValueError as error:
    print(error)
