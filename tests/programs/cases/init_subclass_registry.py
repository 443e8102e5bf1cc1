"""A plug-in registry by __init_subclass__ and __class_getitem__."""


class Plugin:
    registry = {}

    def __init_subclass__(cls, /, name=None, **keywords):
        super().__init_subclass__(**keywords)
        cls.registry[name or cls.__name__.lower()] = cls

    def __class_getitem__(cls, name):
        return cls.registry[name]


class Csv(Plugin):
    pass


class Json(Plugin, name="js"):
    def load(self):
        return "loaded"


print(list(Plugin.registry), Plugin["js"]().load())


class Strict(type):
    def __instancecheck__(cls, instance):
        return hasattr(instance, "quack")

    def __subclasscheck__(cls, sub):
        return "Duck" in sub.__name__

    def __iter__(cls):
        return iter("abc")

    def __len__(cls):
        return 7

    def __contains__(cls, item):
        return item == 1

    def __repr__(cls):
        return f"<strict {cls.__name__}>"

    @property
    def meta_property(cls):
        return cls.__name__ * 2


class Duck(metaclass=Strict):
    def quack(self):
        return True


class Robot:
    quack = 1


print(isinstance(Robot(), Duck), issubclass(int, Duck), list(Duck), len(Duck), 1 in Duck, Duck, Duck.meta_property)


class Bad(Plugin, nmae="typo"):
    pass
