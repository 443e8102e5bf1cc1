"""The order of ``locals()``, what it has inside of comprehensions, annotations and lambdas with suspending defaults."""


class S:
    def __await__(self):
        yield 1
        return 1


c = 5


async def captured_parameter(c=3, *, d=4):
    def inner():
        return c, e

    e = 6
    print(list(locals()))
    await S()
    print(list(locals()), inner.__code__.co_freevars)


async def global_name():
    global c
    c = 7
    print([sorted(k for k in locals()) for c in [c, 69] if (await S())])
    print([list(locals()) for c in [c, 69] if (await S())])
    print([[x for x in (c, 1)] for c in [c, 69] if (await S())])


async def captured_name(c=1):
    def inner():
        return c

    print([locals()["c"] for c in [1, 69] if (await S())])
    print([sorted(k for k in locals()) for c in [1, 69] if (await S())])
    print([sorted(k for k in locals()) for c in [1, 69]], c, inner())


async def default_in_comprehension():
    print([(lambda a=(await S()): a + 1)() for c in [1, 2]])
    print([(lambda a=(await S()): a + c)() for c in [1, 2]])
    print([k async for k in ((lambda *, a=(await S()): a)() for c in [1, 2])])


async def annotated():
    name: (k for k in c) = 1
    other: [lambda: k for k in c]
    print(name, locals())


def branches(x, z=1):
    if x:
        a = 1
    b = 2
    a = 3
    q = 3
    print(list(locals()), (lambda: (z, q))())
    del a
    a = 4
    print(list(locals()))


async def in_class():
    v = 1
    await S()

    class C:
        b = v
        print([sorted(locals()) for b in (1,)])


async def first_iterables():
    """A list that only a loop sees is a tuple in some versions."""
    try:
        [x async for x in [c, 1]]
    except TypeError as error:
        print(error)
    try:
        await (x async for x in [c, 1]).__anext__()
    except TypeError as error:
        print(error)


branches(0)
for o in (
    captured_parameter(),
    global_name(),
    captured_name(),
    default_in_comprehension(),
    annotated(),
    in_class(),
    first_iterables(),
):
    for _ in o.__await__():
        pass


def captured_parameters(a, b=2, *rest):
    inner = lambda: (a, b)
    yield list(locals()), sorted(dir()), list(vars())
    later = 1
    yield list(locals())


print(list(captured_parameters(1)))
