# ---
# description: A chain that grows by one delegate at each resumption comes to the recursion limit as well.
# rule: recursion/limit
# features: [generator, coroutine]
# ---
import sys

sys.setrecursionlimit(500)  # the cost grows with its square


def deep(n):
    yield n
    yield from deep(n + 1)


class Pause:
    def __await__(self):
        yield


async def deeper(n):
    await Pause()
    if n < 5000:
        await deeper(n + 1)


def end_of(steps):
    try:
        for step in steps:
            pass
    except RecursionError:
        return "caught"


print(end_of(deep(0)))
print(end_of(deeper(0).__await__()))
