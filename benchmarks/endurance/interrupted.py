"""Runs until it is interrupted; what it prints then, and how it ends, is compared."""

import asyncio


async def inner():
    try:
        while True:
            await asyncio.sleep(0)
    finally:
        print("inner ended", flush=True)


async def main():
    print("ready", flush=True)
    try:
        await inner()
    finally:
        print("main ended", flush=True)


asyncio.run(main())
