"""One resumption of a generator and one of a coroutine, and nothing else: `send` to an endless loop."""

GROUP = "resumption"
PARAMETERS = ("generator", "coroutine")


class Pause:
    """Suspends whoever awaits it, each time: an iterator without an end."""

    def __await__(self):
        return self

    def __iter__(self):
        return self

    def __next__(self):
        return None


def generator():
    while True:
        yield


async def coroutine():
    pause = Pause()
    while True:
        await pause


def prepare(kind):
    resumed = generator() if kind == "generator" else coroutine()
    resumed.send(None)
    return resumed


def bench(n, resumed):
    send = resumed.send
    for _ in range(n):
        send(None)
    return n
