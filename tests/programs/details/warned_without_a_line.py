"""What dies with an exception that was handled, or with one on its way to its handler, goes in a line of the program's."""

import warnings

warnings.simplefilter("always")


async def never():
    pass


async def refuses(coroutines):
    raise TypeError("refused")


async def main():
    try:
        await refuses([never()])
    except TypeError as error:
        print(error)
    print("after")


try:
    main().send(None)
except StopIteration:
    pass


class Flags:
    def __index__(self):
        return 0


class Locals:
    inside = [sorted(name for name in locals() if name[0] != "_") for each in (1,)]


print(eval(compile("1 + 1", "", "eval", flags=Flags(), dont_inherit=True, optimize=Flags())), Locals.inside)
code = compile("from __future__ import division, generator_stop", "", "exec", dont_inherit=True)
print(hex(code.co_flags))
