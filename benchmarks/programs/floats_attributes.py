"""Floats in the attributes of objects."""

import math

GROUP = "language"


class Point:
    __slots__ = ("x", "y", "z")

    def __init__(self, number):
        self.x = x = math.sin(number)
        self.y = math.cos(number) * 3
        self.z = (x * x) / 2

    def normalise(self):
        length = math.sqrt(self.x**2 + self.y**2 + self.z**2)
        self.x /= length
        self.y /= length
        self.z /= length

    def largest(self, other):
        self.x = self.x if self.x > other.x else other.x
        self.y = self.y if self.y > other.y else other.y
        self.z = self.z if self.z > other.z else other.z
        return self


def bench(n):
    largest = Point(0)
    for number in range(1, n + 1):
        point = Point(number % 100)
        point.normalise()
        largest = largest.largest(point)
    return round(largest.x + largest.y + largest.z, 9)
