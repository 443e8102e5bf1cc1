# ---
# description: Coroutines where a value was expected.
# rule: never-awaited/true
# features: [coroutine, warnings, messages]
# ---

import warnings

warnings.simplefilter("ignore")


async def f(*args):
    return 1


class A:
    async def __init__(self):
        pass


class B:
    async def __bool__(self):
        pass

    async def __len__(self):
        pass

    async def __iter__(self):
        pass

    async def __index__(self):
        pass


for use in (
    lambda: f() + 1,
    lambda: sorted([1, 2], key=f),
    lambda: len(f()),
    lambda: f()[0],
    lambda: f()(),
    lambda: A(),
    lambda: bool(B()),
    lambda: iter(B()),
    lambda: range(B()),
    lambda: "".join([f()]),
):
    try:
        use()
    except TypeError as error:
        print(error)
