"""The order of a set of constants, which the compiler makes once: in displays, loops, comprehensions."""


def generator():
    for x in {33, 1, 65, 97}:
        yield x
    for x in {8, 0, 16, 24, 32}:
        yield x
    for x in {(0, 1), (1, 0), (0, -1), (-1, 0), (1, 1)}:
        yield x
    for x in {-1, -33, 5, 31, 63}:
        yield x
    yield from {33, 1, 65, 97, 5, 13, 8, 41}
    yield from [x for x in {8, 0, 16, 24, 32}]
    yield from (x for x in {8, 0, 16, 24, 32})
    yield {33, 1, 65, 97}, {8, 0, 16, 24, 32}, {8, 0, 16, (yield), 32}


async def numbers():
    for x in {8, 0, 16, 24, 32}:
        yield x


async def same(x):
    return x


async def coroutine():
    print([await same(x) for x in {8, 0, 16, 24, 32}])
    print([x + y async for x in numbers() for y in {8, 0, 16, 24, 32}])
    print([x + y for x in {8, 0, 16, 24, 32} for y in {8, 0, 16, 24, 33} if not await same(0)])
    print([x async for x in (x + await same(0) for x in {40, 8, 0, 16, 24})])
    print({8, await same(0), 16, 24, 32})


print(*generator())
try:
    coroutine().send(None)
except StopIteration:
    pass
for number in {8, 0, 16, 24, 32}:
    print(number, end=" ")
print({33, 1, 65, 97}, [*{8, 0, 16, 24, 32}], [x for x in {8, 0, 16, 24, 32}], *(x for x in {8, 0, 16, 24, 32}))
print({y: x for x in {9, 1, 17} for y in {8, 0, 16, 24, 32}}, {33, 1, *{65, 97}}, {*{33, 1, 65}, 97, 5}, {33, *"", 1})
print({-1, -33, 5, 31, 63}, {(0, 1), (1, 0), (0, -1), (-1, 0), (1, 1)}, {None, True, 1, 33, 65}, {33, 1 + 2j, 65, 1})
print(
    {
        0,
        33,
        1,
        34,
        2,
        35,
        3,
        36,
        4,
        37,
        5,
        38,
        6,
        39,
        7,
        40,
        8,
        41,
        9,
        42,
        10,
        43,
        11,
        44,
        12,
        45,
        13,
        46,
        14,
        47,
        15,
        48,
    }
)
for display in ("{[1], 2, 3}", "{(1, [2]), 2, 3}", "{33, 1, 65, 97}"):
    try:
        print(eval(display))
    except TypeError as error:
        print(error)
