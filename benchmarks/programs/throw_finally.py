"""An exception thrown into a suspended leaf unwinds ten awaits, each with a `finally`."""

GROUP = "resumption"


class StopError(Exception):
    pass


class Pause:
    def __await__(self):
        yield


async def link(depth, log):
    try:
        if depth == 0:
            await Pause()
        else:
            await link(depth - 1, log)
    finally:
        log.append(depth)


def bench(n):
    unwound = 0
    for _ in range(n):
        log = []
        chain = link(10, log)
        chain.send(None)
        try:
            chain.throw(StopError())
        except StopError:
            unwound += len(log)
    return unwound
