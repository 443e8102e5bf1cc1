# ---
# description: close calls the exit methods of the with statements around the suspension.
# rule: generator/close
# features: [generator]
# ---

class M:
    def __init__(self, name):
        self.name = name

    def __enter__(self):
        return self

    def __exit__(self, kind, error, tb):
        print(self.name, kind.__name__)


def g():
    with M("a"), M("b"):
        yield


it = g()
next(it)
it.close()
