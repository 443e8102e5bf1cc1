print("importing", __name__)
from . import cart  # a cycle: cart is being imported

PRICES = {"apple": 2}
READY = hasattr(cart, "Cart")
print("ready", READY)
