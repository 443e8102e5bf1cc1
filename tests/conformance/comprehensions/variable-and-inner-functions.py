# ---
# description: A comprehension's variable is not seen by other inner functions and classes, which mean the global name.
# rule: comprehension/scope
# features: [coroutine, async-generator]
# ---

i = "global"


async def source():
    yield 1


async def with_function():
    def function():
        return i

    return function(), [i async for i in source()], function()


async def with_lambda():
    found = {i: i async for i in source()}
    return found, (lambda: i)()


async def with_class():
    class C:
        value = i
        list = [i for _ in "a"]

        def method(self):
            return i

    return C.value, C.list, C().method(), {i async for i in source()}


async def with_two_levels():
    def outer():
        def inner():
            return i

        return inner()

    def own():
        i = "own"
        return (lambda: i)()

    return outer(), own(), [i async for i in source()], i


for function in (with_function, with_lambda, with_class, with_two_levels):
    try:
        function().send(None)
    except StopIteration as stop:
        print(stop.value)


async def value(it):
    return it


async def in_first_iterable(y):
    def function():
        return y

    found = [await value(1) for y in [list(y for x in "ab")]]
    return found, await value(list(y for x in "c")), function()


try:
    in_first_iterable("y").send(None)
except StopIteration as stop:
    print(stop.value)
