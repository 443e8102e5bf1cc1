"""A function in an expression has one code object, on whichever way a frame has come to the expression."""


def in_a_loop():
    for number in range(3):
        yield (each for each in (number,))


def behind_a_branch(flag):
    while True:
        if flag:
            yield lambda: flag
        flag = not flag


async def after_an_await(wait):
    found = []
    for _ in range(3):
        await wait()
        found.append((each for each in ()))
    return found


async def nothing():
    pass


print(len({id(made.gi_code) for made in in_a_loop()}))
ways = behind_a_branch(True)
print(len({id(next(ways).__code__) for _ in range(3)}))
try:
    after_an_await(nothing).send(None)
except StopIteration as stop:
    print(len({id(made.gi_code) for made in stop.value}))
