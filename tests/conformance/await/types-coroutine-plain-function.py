# ---
# description: types.coroutine of a plain function wraps a generator-like result.
# rule: await/types-coroutine
# features: [types-coroutine, coroutine]
# ---

import types


@types.coroutine
def f(value):
    return value


async def c():
    return "coroutine"


def g():
    yield "generator"


class Like:
    def __iter__(self):
        return self

    def __next__(self):
        raise StopIteration("like")

    def send(self, value):
        raise StopIteration("like")

    def throw(self, *args):
        raise AssertionError

    def close(self):
        pass


async def main(value):
    return await f(value)


for value in (c(), Like()):
    try:
        main(value).send(None)
    except StopIteration as stop:
        print(stop.value)
print(main(g()).send(None))
try:
    main(1).send(None)
except TypeError as error:
    print(error)
