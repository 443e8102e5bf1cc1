"""A key that cannot be hashed: the error stands where the pair is added, from the key to the value (PEP 657)."""

import asyncio
import sys
import traceback


class Key:
    __hash__ = None


async def numbers():
    yield 1


def plain():
    return {Key(): 1 for _ in range(1)}


async def value():
    return {Key(): await asyncio.sleep(0) for _ in range(1)}


async def key():
    return {await asyncio.sleep(0, Key()): 1 for _ in range(1)}


async def lines():
    return {
        await asyncio.sleep(0, Key()):
            Key() for _ in range(1)}


async def item():
    return {await asyncio.sleep(0, Key()) for _ in range(1)}


async def asynchronous():
    return {(1, Key()): x async for x in numbers()}


async def display():
    return {await asyncio.sleep(0, Key()): 1, 2: 3}


for function in plain, value, key, lines, item, asynchronous, display:
    try:
        made = function()
        asyncio.run(made)
    except TypeError:
        traceback.print_exc(file=sys.stdout)
