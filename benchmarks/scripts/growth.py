"""What one resumption costs, by depth of the chain of awaits and by number of live coroutines."""

import json
import sys
import time


class Pause:
    def __await__(self):
        yield


async def leaf():
    pause = Pause()
    while True:
        await pause


async def link(depth):
    if depth:
        await link(depth - 1)
    else:
        await leaf()


def cost(resumed, at_least):
    """Seconds of one `send`, round and round over all that are given, from a run of `at_least` seconds."""
    clock = time.process_time
    rounds = 1
    while True:
        start = clock()
        for _ in range(rounds):
            for one in resumed:
                one.send(None)
        took = clock() - start
        if took >= at_least:
            return took / rounds / len(resumed)
        rounds *= 2


def started(coroutines):
    for coroutine in coroutines:
        coroutine.send(None)
    return coroutines


def main():
    sys.setrecursionlimit(20_000)
    depths = [1, 3, 10, 30, 100, 300, 1000]
    numbers = [1, 100, 10_000, 100_000]
    at_least = float(sys.argv[1])
    by_depth = {depth: cost(started([link(depth)]), at_least) for depth in depths}
    by_number = {number: cost(started([leaf() for _ in range(number)]), at_least) for number in numbers}
    print(json.dumps({"depth": by_depth, "live": by_number}))


main()
