"""Functions that are called for the first time when the modules of the process are being cleared."""


class Last:
    def __del__(self):
        async def outer(first=1, *, second=2):
            def inner(x: int = (await three()), *, k=[i async for i, (j, *rest) in pairs()]) -> None:
                yield x

            return list(inner())

        async def three():
            return 3

        async def pairs():
            yield 1, (2, 3)

        try:
            outer().send(None)
        except StopIteration as stop:
            print(stop.value)
        print([(lambda: number)() for number in range(2)], {w: v for w, v in {1: 2}.items()}, f"{3!s:.3}")
        print(next((item for item in ()), "nothing"))


print("begun")
last = Last()
