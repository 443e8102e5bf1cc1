"""EXCEPTION_HANDLED comes once for each handler of the program, also in functions without variables."""

# since 3.12
import sys
import types

M = sys.monitoring
E = M.events


@types.coroutine
def pause():
    yield


async def inner():
    await pause()
    raise KeyError


async def outer():
    await pause()
    try:
        await inner()
    except KeyError:
        print("caught")


M.use_tool_id(3, "t")
M.register_callback(3, E.EXCEPTION_HANDLED, lambda code, at, e: code.co_name == "outer" and print("handled", repr(e)))
c = outer()
c.send(None)
c.send(None)
M.set_events(3, E.EXCEPTION_HANDLED)
try:
    c.send(None)
except StopIteration:
    pass
M.set_events(3, 0)


async def other(unused):
    try:
        await inner()
    except KeyError:
        print("caught")


c = other(1)
c.send(None)
M.set_events(3, E.EXCEPTION_HANDLED)
M.register_callback(3, E.EXCEPTION_HANDLED, lambda code, at, e: code.co_name == "other" and print("handled", repr(e)))
try:
    c.send(None)
except StopIteration:
    pass
M.set_events(3, 0)


async def alone(x):
    try:
        1 / x
    except ZeroDivisionError:
        pass
    await pause()
    try:
        [][x]
    except IndexError:
        print("no item")


c = alone(0)
M.register_callback(3, E.EXCEPTION_HANDLED, lambda code, at, e: code.co_name == "alone" and print("handled", repr(e)))
M.set_events(3, E.EXCEPTION_HANDLED)
try:
    c.send(None)
    c.send(None)
except StopIteration:
    pass
M.set_events(3, 0)
