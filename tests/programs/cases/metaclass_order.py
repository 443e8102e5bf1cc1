"""The order in which a class statement calls its metaclass."""


class Tracing(dict):
    def __setitem__(self, key, value):
        print("set", key)
        super().__setitem__(key, value)

    def __getitem__(self, key):
        if key not in ("__name__", "print", "Tracing"):
            print("get", key)
        return super().__getitem__(key)

    def __delitem__(self, key):
        print("del", key)
        super().__delitem__(key)


class Meta(type):
    @classmethod
    def __prepare__(mcls, name, bases, **keywords):
        print("prepare", name, bases, keywords)
        return Tracing()

    def __new__(mcls, name, bases, namespace, **keywords):
        print("new", name, type(namespace).__name__, [n for n in namespace if not n.startswith("__")], keywords)
        return super().__new__(mcls, name, bases, dict(namespace))

    def __init__(cls, name, bases, namespace, **keywords):
        print("init", name, keywords)
        super().__init__(name, bases, namespace)

    def __call__(cls, *args):
        print("call", args)
        return super().__call__(*args)


def decorator(cls):
    print("decorate", cls.__name__)
    return cls


class Field:
    def __set_name__(self, owner, name):
        print("set_name", owner.__name__, name)


class Base:
    def __init_subclass__(cls, **keywords):
        print("init_subclass", cls.__name__, keywords)


@decorator
class C(Base, metaclass=Meta, extra=1):
    a = Field()
    b = c = 2
    d = b + c
    del c

    def __init__(self, value):
        print("instance", value)


C(5)
print(type(C), C.d, C.__mro__)
