"""Coroutines of the library that a failing operation drops: each warning has the line of the operation."""

import asyncio
import gc


async def one():
    return 1


async def as_async_for():
    async for _ in asyncio.sleep(0):
        pass


async def as_async_with():
    async with asyncio.sleep(0):
        pass


async def in_a_list():
    await [asyncio.sleep(0)]


async def as_operand():
    return asyncio.sleep(0) + await one()


async def in_a_handler():
    try:
        async for _ in asyncio.sleep(0):
            pass
    except TypeError:
        await one()
        raise


gc.disable()
for function in (as_async_for, as_async_with, in_a_list, as_operand, in_a_handler):
    try:
        function().send(None)
    except TypeError as error:
        print(function.__name__, error)
