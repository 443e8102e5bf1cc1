"""assert statements."""


def check(x, y=None):
    assert x, y
    return "ok"


print(check(1))
for args in ((0,), ((), "message"), ([], {"a": 1})):
    try:
        check(*args)
    except AssertionError as error:
        print(repr(error), error.args)
try:
    assert 1 == 2
except AssertionError as error:
    print(repr(error))
print(__debug__)


def message():
    print("evaluated")
    return "late"


assert True, message()
assert (lambda: False)(), message()
