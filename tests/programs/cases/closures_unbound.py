"""Reading variables before they are bound, and after they are deleted."""


def local():
    print(x)
    x = 1


def free():
    def inner():
        return y

    try:
        inner()
    except NameError as error:
        print(type(error).__name__, error, error.name)
    y = 1
    print(inner())
    del y
    try:
        inner()
    except NameError as error:
        print(type(error).__name__, error)
    try:
        del y
    except NameError as error:
        print(type(error).__name__, error)


def handler():
    try:
        raise ValueError
    except ValueError as error:
        pass
    return error


for f in (local, free, handler):
    try:
        f()
    except NameError as error:
        print(type(error).__name__, error, error.name)
try:
    del missing
except NameError as error:
    print(error)
missing
