"""`f_locals` of an asynchronous comprehension whose variable has the name of a variable of the function."""

import types


@types.coroutine
def pause():
    yield


class Items:
    def __aiter__(self):
        return self

    async def __anext__(self):
        await pause()
        raise StopAsyncIteration


async def hidden():
    x = "outer"
    found = [x async for x in Items()]
    await pause()
    return x, found


async def one_item():
    x = "outer"
    return [await pause() async for x in numbers()], x


async def numbers():
    yield 1


def shown(coroutine):
    frame = coroutine.cr_frame
    awaited = coroutine.cr_await
    if getattr(awaited, "cr_frame", None) is not None and awaited.cr_code.co_name == "<listcomp>":
        frame = awaited.cr_frame
    return sorted((name, value) for name, value in frame.f_locals.items() if name == "x")


for function in hidden, one_item:
    coroutine = function()
    try:
        while True:
            coroutine.send(None)
            print(function.__name__, shown(coroutine))
    except StopIteration as stop:
        print(function.__name__, stop.value)
