# ---
# description: Dropping a suspended generator runs its cleanup at once.
# rule: drop/closed
# features: [generator, finalisation]
# ---

def g():
    try:
        yield
    finally:
        print("finally")


it = g()
next(it)
print("dropping")
it = None
print("dropped")
