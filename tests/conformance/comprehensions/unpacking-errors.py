# ---
# description: The words and places of errors for items of a comprehension that cannot be unpacked.
# rule: comprehension/unpacking
# features: [generator, coroutine, async-generator, messages]
# min-python: 3.15
# ---

import traceback


async def value(item):
    return item


async def source():
    yield 1


class Mapping:
    def __init__(self, error):
        self.error = error

    def keys(self):
        raise self.error


class NotIterable:
    __iter__ = None


def report(error):
    entry = traceback.extract_tb(error.__traceback__)[-1]
    print(repr(error), entry.colno, entry.end_colno)


def of_functions(item):
    for function in (
        lambda: [*items for items in (item,)],
        lambda: {*items for items in (item,)},
        lambda: {**items for items in (item,)},
        lambda: list((*items for items in (item,))),
    ):
        try:
            print(function())
        except Exception as error:
            report(error)


async def of_coroutines(item):
    try:
        print([*await value(items) for items in (item,)])
    except Exception as error:
        report(error)
    try:
        print({*await value(items) for items in (item,)})
    except Exception as error:
        report(error)
    try:
        print({**await value(items) for items in (item,)})
    except Exception as error:
        report(error)
    try:
        print([each async for each in (*await value(items) for items in (item,))])
    except Exception as error:
        report(error)
    try:
        print([*items async for items in source()])
    except Exception as error:
        report(error)


for item in (1, [2], NotIterable(), Mapping(ValueError("of keys")), Mapping(AttributeError("of keys"))):
    print(type(item).__name__)
    of_functions(item)
    try:
        of_coroutines(item).send(None)
    except StopIteration:
        print("returned")
