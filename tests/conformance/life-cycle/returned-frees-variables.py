# ---
# description: A return frees the variables before the caller sees StopIteration.
# rule: lifecycle/closed
# features: [generator, finalisation]
# ---

class Held:
    def __del__(self):
        print("freed")


def g():
    held = Held()  # noqa: F841
    yield
    return "result"


it = g()
next(it)
try:
    next(it)
except StopIteration as stop:
    print(stop.value)
