"""Abstract classes."""

from abc import ABC, ABCMeta, abstractmethod


class Shape(ABC):
    @property
    @abstractmethod
    def area(self): ...

    @classmethod
    @abstractmethod
    def unit(cls): ...

    def describe(self):
        return f"{type(self).__name__} of {self.area}"

    @abstractmethod
    def both(self):
        return "base"


class Square(Shape):
    def __init__(self, a):
        self.a = a

    @property
    def area(self):
        return self.a**2

    @classmethod
    def unit(cls):
        return cls(1)

    def both(self):
        return super().both() + " and own"


s = Square(3)
print(s.describe(), Square.unit().area, s.both(), sorted(Shape.__abstractmethods__))


class Sized(metaclass=ABCMeta):
    @classmethod
    def __subclasshook__(cls, other):
        return hasattr(other, "size") or NotImplemented


class Thing:
    size = 1


class Other:
    pass


Sized.register(Other)
print(issubclass(Thing, Sized), isinstance(Other(), Sized), issubclass(int, Sized))
Shape()
