"""__slots__ with and without __dict__, and their errors."""


class Base:
    __slots__ = ("a", "__private")

    def __init__(self):
        self.a = 1
        self.__private = 2


class Child(Base):
    __slots__ = {"b": "documented"}


class Open(Base):
    pass


c = Child()
c.b = 3
print(c.a, c.b, Child.b.__doc__, Base._Base__private, hasattr(c, "__dict__"), Open().__dict__)
del c.a
for action in (lambda: c.a, lambda: setattr(c, "z", 1), lambda: delattr(c, "a")):
    try:
        action()
    except AttributeError as error:
        print(error)
try:

    class Clash:
        __slots__ = ("x",)
        x = 1

except ValueError as error:
    print(error)


class Weak:
    __slots__ = ("__weakref__", "__dict__")


Weak().anything = 1
c.zz = 2
