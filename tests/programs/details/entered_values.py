"""The value of ``__enter__`` is dropped when storing it fails, also if the manager suppresses the exception.  Rule: context/dropped"""


class Value:
    def __del__(self):
        print("dropped")


class Suppressing:
    def __enter__(self):
        return Value()

    def __exit__(self, *details):
        print("exit", details[0].__name__)
        return True

    async def __aenter__(self):
        return Value()

    async def __aexit__(self, *details):
        return self.__exit__(*details)


class ReadOnly:
    def __setattr__(self, name, value):
        raise AttributeError(name)


def generator():
    with Suppressing() as ReadOnly().value:
        yield
    print("after")
    yield "generator"


async def coroutine():
    async with Suppressing() as (first, second):
        pass
    print("after")
    return "coroutine"


kept = generator()
print(next(kept))
try:
    coroutine().send(None)
except StopIteration as stop:
    print(stop.value)
