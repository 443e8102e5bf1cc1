"""Data and non-data descriptors, and where attributes are found."""


class Data:
    def __set_name__(self, owner, name):
        self.name = "_" + name

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        return getattr(instance, self.name, "default")

    def __set__(self, instance, value):
        if value < 0:
            raise ValueError(f"{self.name[1:]} must not be negative")
        setattr(instance, self.name, value)

    def __delete__(self, instance):
        delattr(instance, self.name)


class Method:
    def __init__(self, function):
        self.function = function

    def __get__(self, instance, owner):
        return lambda *args: ("bound to", type(instance).__name__, self.function(instance, *args))


class Point:
    x = Data()
    y = Data()

    @Method
    def moved(self, by):
        return self.x + by


p = Point()
print(p.x, p.__dict__)
p.x = 5
p.__dict__["x"] = "ignored"
p.__dict__["moved"] = "shadow"
print(p.x, p.moved, Point.x.name, vars(p))
del p.x
print(p.x)
del p.__dict__["moved"]
print(p.moved(1) if isinstance(p.x, int) else "no")
try:
    p.y = -1
except ValueError as error:
    print(error)
del p.y
