"""Expressions over several lines: an operand that was evaluated before a suspension has no line event after it."""


class Later:
    def __init__(self, value):
        self.value = value

    def __await__(self):
        yield
        return self.value


async def binary(c):
    return (
        c +
        await Later(1) +
        c * await Later(2)
    )


async def call(c):
    r = max(
        c,
        min(
            c, await Later(1),
            max(c,
                await Later(0))),
        c,
        key=await Later(abs),
    )
    return r


async def display(c):
    return (
        c, c,
        c, [
            await Later(1),
            c],
    )


async def compare(c):
    if (
        c
        < await Later(2)
        < await Later(3)
        and
        c not in [
            await Later(9)
        ]
    ):
        c = await Later(1)
    while (c
           < await Later(3)):
        c += 1
    return c


def generator(c):
    x = max(
        (yield 1) or 5,
        c,
        (yield 2) or 6,
    )
    print(
        x, (
            yield from (sent * 2 for sent in "ab")
        ))


def run(o, sent):
    try:
        value = None
        while True:
            o.send(value)
            value = sent
    except StopIteration as end:
        return end.value


for each in (binary(1), call(2), display(3), compare(1)):
    run(each, None)
run(generator(3), None)
