"""A directory with packages: relative imports, __all__, module __getattr__, cycles."""

import sys

from shop import *
from shop import catalogue
from shop.cart import Cart
import shop.tools.money as money
import shop.tools

print(__name__, __package__, __spec__.name, sys.argv[0])
print(sorted(name for name in dir() if not name.startswith("_")))
cart = Cart()
cart.add("apple", 3)
print(cart.total(), catalogue.PRICES, money.format_price(5), Cart.__module__)
print(shop.lazy, shop.__name__, shop.__package__, shop.cart.__package__, shop.tools.money.__name__)
try:
    shop.absent
except AttributeError as error:
    print(error)
try:
    from shop import nothing
except ImportError as error:
    print(error.name, str(error).split(" (")[0])
try:
    import shop.nowhere
except ModuleNotFoundError as error:
    print(error, error.name)
try:
    from . import sibling
except ImportError as error:
    print(error)
print(shop.tools.money.up(), sorted(k for k in sys.modules if k.startswith("shop")))
