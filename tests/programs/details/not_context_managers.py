"""What `with` and `async with` say of a suspendable object, its class and its awaitables."""

import traceback


def g():
    yield


async def c():
    pass


async def ag():
    yield


def main():
    for o in (g(), ag(), c(), g, type(g()), ag().asend(None), ag().aclose()):
        try:
            with o:
                pass
        except TypeError as e:
            print(e)

    async def m(o):
        async with o:
            pass

    for o in (g(), ag(), c(), g, type(g()), ag().asend(None), ag().aclose()):
        try:
            m(o).send(None)
        except TypeError as e:
            print(e)
        try:
            c().__class__(1)
        except TypeError as e:
            print(e)
    x = c()
    print(type(x).__module__, type(x).__qualname__)
    x.close()


import warnings

warnings.simplefilter("ignore")
main()
