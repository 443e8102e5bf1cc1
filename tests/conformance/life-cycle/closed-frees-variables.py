# ---
# description: An object to which only the frame refers is freed when the frame ends.
# rule: lifecycle/closed
# features: [generator, finalisation]
# ---

class Held:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("freed", self.name)


def g():
    first = Held("first")  # noqa: F841
    yield
    second = Held("second")  # noqa: F841
    yield


it = g()
next(it)
next(it)
print("closing")
it.close()
print("closed", it.gi_frame)
