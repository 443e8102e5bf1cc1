"""Properties with all three functions, and their errors."""


class Celsius:
    def __init__(self, degrees=0.0):
        self.degrees = degrees

    @property
    def fahrenheit(self):
        """In the other unit."""
        return self.degrees * 9 / 5 + 32

    @fahrenheit.setter
    def fahrenheit(self, value):
        self.degrees = (value - 32) * 5 / 9

    @fahrenheit.deleter
    def fahrenheit(self):
        print("deleted")

    @property
    def fixed(self):
        return self.__hidden

    __hidden = "mangled"


c = Celsius()
print(c.fahrenheit, Celsius.fahrenheit.__doc__)
c.fahrenheit = 212
print(c.degrees, c.fixed, c._Celsius__hidden)
del c.fahrenheit
try:
    c.__hidden
except AttributeError as error:
    print(error)
c.fixed = 1
