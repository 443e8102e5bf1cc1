# ---
# description: An asynchronous generator that returns when it is dropped ends with StopAsyncIteration, which is reported.
# rule: drop/async-generator-returns
# features: [async-generator, generator, finalisation]
# ---

import sys

sys.unraisablehook = lambda given: print("ignored", repr(given.exc_value))


async def swallows():
    try:
        yield 1
    except GeneratorExit:
        print("returns")


async def returns():
    try:
        yield 1
    finally:
        return


async def lets_go():
    try:
        yield 1
    finally:
        print("goes on")


def generator():
    try:
        yield 1
    except GeneratorExit:
        print("returns")


def begun(it):
    try:
        it.asend(None).send(None)
    except StopIteration as stop:
        print(stop.value)
    return it


for function in (swallows, returns, lets_go):
    it = begun(function())
    del it
    it = begun(function())
    try:
        it.aclose().send(None)
    except StopIteration:
        print("closed")
    del it
it = generator()
next(it)
del it
