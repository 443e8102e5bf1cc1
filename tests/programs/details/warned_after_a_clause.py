"""What dies with the name of an ``except`` clause that ends at a jump is warned of at line -1: this code has no line."""

import warnings

warnings.simplefilter("always")


async def never():
    pass


try:
    raise KeyError(never())
except KeyError as error:
    error.args and print("caught")

print("after")
