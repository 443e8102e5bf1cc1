"""Builtin functions replaced by Python functions that count their calls: only the program's own calls are counted."""

import asyncio
import builtins

CALLS = []
NAMES = ["len", "isinstance", "iter", "next", "getattr", "setattr", "hasattr", "repr", "callable", "issubclass", "id", "hash", "vars"]


def watch(name):
    real = getattr(builtins, name)

    def watched(*arguments):
        CALLS.append(name)
        return real(*arguments)

    return watched


def numbers():
    try:
        yield from iter([len("ab"), isinstance(1, int)])
    finally:
        print("closed", hasattr(int, "real"))


async def waits():
    await asyncio.sleep(0)
    async with Context() as context:
        return [getattr(context, "name"), *[x async for x in again()]]


async def again():
    for x in numbers():
        yield repr(x)


class Context:
    async def __aenter__(self):
        setattr(self, "name", "context")
        return self

    async def __aexit__(self, *error):
        print(error)


def matched(value):
    match value:
        case [1, *rest]:
            return rest
        case {"a": x}:
            return x
        case Context(name=name):
            return name


def run():
    coroutine = waits()
    coroutine.send(None)
    try:
        coroutine.send(None)
    except StopIteration as error:
        print(error.value)
    print(matched([1, 2]), matched({"a": 3}), next(numbers()))
    print(f"{coroutine.cr_frame!r}", callable(watch))


run()  # minicoro makes machines and texts with the library's `ast`, which calls the replaced functions: here for the last time
watched = {name: watch(name) for name in NAMES}
real = {name: getattr(builtins, name) for name in NAMES}
for name, function in watched.items():
    setattr(builtins, name, function)
try:
    run()
finally:
    for name, function in real.items():
        setattr(builtins, name, function)
print(CALLS)
