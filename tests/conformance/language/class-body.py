# ---
# description: Names in a class body inside a suspending function.
# rule: names/class-body-free-variable
# features: [generator]
# ---

x = "global"


def g():
    x = yield

    class C:
        y = x
        x = "class"
        z = x

    yield C.y, C.z


it = g()
next(it)
try:
    print(it.send("local"))
except NameError as error:
    print(type(error).__name__)


def h():
    x = "function"

    class D:
        y = x

    return D.y


print(h())
