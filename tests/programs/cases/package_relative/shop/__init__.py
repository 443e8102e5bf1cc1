"""The package."""

print("importing", __name__, __path__[0].endswith("shop"))
from .cart import Cart as Basket
from . import catalogue

__all__ = ["Basket", "VERSION"]
VERSION = (1, 0)
_private = True


def __getattr__(name):
    if name == "lazy":
        return "made when asked for"
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__():
    return ["lazy", "VERSION"]
