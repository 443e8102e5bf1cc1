"""When the field of an f-string is converted, and when its format specification is evaluated."""


class S:
    def __str__(self):
        print("str")
        return "v"


def spec():
    print("spec")
    return ">5"


print(f"{S()!s:{spec()}}")


def g():
    print(f"{S()!s:{spec()}}")
    print(f"{S()!s:{(yield)}}")


x = g()
next(x)
print("suspended")
try:
    x.send(">4")
except StopIteration:
    pass
