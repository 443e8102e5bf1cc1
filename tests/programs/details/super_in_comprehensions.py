"""`super()` without arguments in comprehensions of functions that suspend."""


class P:
    def f(self):
        return "P"

    async def h(self):
        return "hP"


class Q(P):
    async def f(self):
        return [super().f() for _ in range(1)]

    async def h(self):
        return [await super().h() for _ in range(1)]

    def g(self):
        yield [super().f() for _ in range(1)]

    async def m(self):
        return [x for x in [super().f()] for y in [1]]

    async def n(self):
        return {super().f(): 1 for _ in range(1)}, {super().f() for _ in range(1)}


import asyncio

for a in ("f", "h", "m", "n"):
    try:
        print(asyncio.run(getattr(Q(), a)()))
    except (TypeError, RuntimeError) as e:
        print(a, e)
for a in ("g",):
    try:
        print(list(getattr(Q(), a)()))
    except (TypeError, RuntimeError) as e:
        print(a, e)
