"""Suspended objects to which only ``sys`` and ``builtins`` refer when the process ends: they are closed all the same."""

import asyncio
import builtins
import sys


def generator(number, write=sys.stdout.write):
    try:
        yield number
    finally:
        write(f"generator {number} is closed\n")


async def async_generator(write=sys.stdout.write):
    try:
        yield
    finally:
        write("asynchronous generator is closed\n")


async def coroutine(write=sys.stdout.write):
    try:
        await asyncio.sleep(0)
    finally:
        write("coroutine is closed\n")


sys.generator = generator(1)
next(sys.generator)
sys.coroutine = coroutine()
sys.coroutine.send(None)
sys.async_generator = async_generator()
try:
    sys.async_generator.asend(None).send(None)
except StopIteration:
    pass
builtins.generator = generator(2)
next(builtins.generator)
print("the end")
