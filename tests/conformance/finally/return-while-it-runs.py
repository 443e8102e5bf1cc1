# ---
# description: While a finally or with cleans up after a return, the object still runs; it may fail, and be handled.
# rule: finally/return-value
# features: [generator, coroutine]
# ---

import types


@types.coroutine
def pause():
    yield


def told(where):
    print(where, current.gi_running, current.gi_frame is not None)


class Manager:
    def __enter__(self):
        return self

    def __exit__(self, *details):
        told("exit")
        raise KeyError("exit")


def fails():
    try:
        try:
            return "not returned"
        finally:
            told("finally")
            raise ValueError
    except ValueError:
        yield "handled"


def manages():
    try:
        for _ in range(2):
            with Manager():
                return "not returned"
    except KeyError as error:
        yield error


def nests():
    for item in "first", "second":
        try:
            try:
                return item
            finally:
                told("inner")
        finally:
            told("outer")
    yield


for function in (fails, manages, nests):
    current = function()
    try:
        print(repr(next(current)))
    except StopIteration as stop:
        print(stop.value)


async def awaits():
    try:
        await pause()
        with Manager():
            return "not returned"
    except KeyError:
        await pause()
        return "handled"


coroutine = awaits()
try:
    while True:
        print(coroutine.send(None))
except StopIteration as stop:
    print(stop.value)
