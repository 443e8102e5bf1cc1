# ---
# description: A coroutine is true; filter keeps all, and a condition always holds.
# rule: never-awaited/true
# features: [coroutine, warnings]
# ---

import warnings

warnings.simplefilter("ignore")


async def no(x=None):
    return False


if no():
    print("always")
print(list(filter(no, [1, 2])))
