# ---
# description: After the end a generator stays ended, whatever method is called.
# rule: lifecycle/closed
# features: [generator]
# ---

def g():
    yield 1
    raise KeyError("once")


it = g()
next(it)
for _ in range(3):
    try:
        next(it)
    except (KeyError, StopIteration) as error:
        print(repr(error))
print(it.close(), list(it))
