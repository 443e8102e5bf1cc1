"""The order of entering and leaving, suppression, and several managers in one statement."""


class Manager:
    def __init__(self, name, suppress=False, fail=""):
        self.name, self.suppress, self.fail = name, suppress, fail

    def __enter__(self):
        print("enter", self.name)
        if self.fail == "enter":
            raise OSError("entering " + self.name)
        return self.name.upper()

    def __exit__(self, kind, value, traceback):
        print("exit", self.name, kind and kind.__name__, value)
        if self.fail == "exit":
            raise OSError("leaving " + self.name)
        return self.suppress


with Manager("a") as a, Manager("b", suppress=True) as b:
    print(a, b)
    raise ValueError("inside")
print("after")
for name in "xyz":
    with Manager(name):
        if name == "x":
            continue
        if name == "y":
            break
try:
    with Manager("outer"), Manager("inner", fail="enter"):
        print("never")
except OSError as error:
    print("caught", error, error.__context__)
try:
    with Manager("outer"), Manager("inner", fail="exit"):
        raise KeyError("first")
except OSError as error:
    print("caught", error, repr(error.__context__))


def returning():
    with Manager("r"):
        return "returned"


print(returning())
with (
    Manager("p") as p,
    Manager("q") as (first, *rest),
):
    print(p, first, rest)
with 5:
    pass
