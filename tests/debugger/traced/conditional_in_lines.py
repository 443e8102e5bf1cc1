"""A conditional expression over several lines whose arms suspend."""


class Later:
    def __init__(self, value):
        self.value = value

    def __await__(self):
        yield
        return self.value


async def conditional(c):
    c = (
        await Later(1)
        if await Later(c) else
        await Later(2)
    )
    return c


for given in (0, 1):
    o = conditional(given)
    for _ in range(2):
        o.send(None)
    try:
        o.send(None)
    except StopIteration as end:
        print(end.value)
