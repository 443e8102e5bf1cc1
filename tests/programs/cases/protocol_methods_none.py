# A protocol method that is None is found, and called.
class Iterable:
    __aiter__ = None


class Iterator:
    def __aiter__(self):
        return self

    __anext__ = None


async def iterate(x):
    async for _ in x:
        pass


for x in (Iterable(), Iterator()):
    try:
        iterate(x).send(None)
    except TypeError as error:
        print(error)
