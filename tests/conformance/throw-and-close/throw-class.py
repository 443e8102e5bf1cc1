# ---
# description: A class is instantiated; a constructor that fails raises its own error.
# rule: throw/arguments
# features: [generator]
# ---

class Mine(Exception):
    def __init__(self):
        print("made")


class Fails(Exception):
    def __init__(self):
        raise ZeroDivisionError


def g():
    try:
        yield
    except Mine:
        yield "Mine"


it = g()
next(it)
print(it.throw(Mine))
try:
    it.throw(Fails)
except ZeroDivisionError:
    print("ZeroDivisionError")
