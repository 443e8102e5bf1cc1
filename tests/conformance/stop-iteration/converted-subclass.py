# ---
# description: A subclass of StopIteration is converted too.
# rule: stop-iteration/converted
# features: [generator, messages]
# ---

class Mine(StopIteration):
    pass


def g():
    raise Mine
    yield


try:
    next(g())
except RuntimeError as error:
    print(error, repr(error.__cause__))
