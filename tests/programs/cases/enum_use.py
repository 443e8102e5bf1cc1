"""Enumerations and flags."""

from enum import Enum, Flag, IntEnum, auto, unique


class Color(Enum):
    RED = 1
    GREEN = auto()
    CRIMSON = 1

    def describe(self):
        return f"{self.name.lower()} is {self.value}"

    @classmethod
    def favourite(cls):
        return cls.GREEN


class Level(IntEnum):
    LOW = 1
    HIGH = 10


class Permission(Flag):
    R = auto()
    W = auto()
    X = auto()


print(Color.RED, repr(Color.GREEN), Color(1), Color["GREEN"], Color.CRIMSON is Color.RED)
print([c.describe() for c in Color], Color.favourite(), list(Color.__members__))
print(Level.HIGH > Level.LOW, Level.LOW + 1, sorted([Level.HIGH, Level.LOW]))
print(Permission.R | Permission.X, Permission.W in (Permission.R | Permission.W), ~Permission.R)
try:
    Color.RED = 3
except AttributeError as error:
    print(error)


class Planet(Enum):
    EARTH = (5.97, 6371)
    MARS = (0.64, 3389)

    def __init__(self, mass, radius):
        self.mass = mass
        self.radius = radius


print(Planet.EARTH.mass, Planet.MARS.radius)
try:

    @unique
    class Twice(Enum):
        A = 1
        B = 1

except ValueError as error:
    print(error)
Color(7)
