"""The calls that `cProfile` counts: one for each resumption, and none of the interpreter's."""

import cProfile
import pstats


def numbers(n):
    for number in range(n):
        yield number


async def inner():
    return sum(numbers(3))


async def outer():
    return [await inner() for _ in range(4)]


def main():
    try:
        outer().send(None)
    except StopIteration as stop:
        print(stop.value)


profile = cProfile.Profile()
profile.enable()
main()
profile.disable()
for (file, _, name), (calls, *_) in sorted(pstats.Stats(profile).stats.items()):
    if "append" not in name and "send" not in name:  # here `send` is no C function, and comprehensions call `append`
        print(file.rpartition("/")[2], name, calls)
