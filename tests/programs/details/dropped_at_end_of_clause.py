# An exception dies at the end of its `except` clause: a warning and a destructor there see the clause's last line.
import asyncio
import sys


class Probe:
    def __del__(self):
        print("line", sys._getframe(1).f_lineno)


def fail(x):
    raise TypeError("refused")


async def unawaited():
    pass


async def main():
    try:
        await asyncio.sleep(0)
    except ValueError as e:
        print(e)
    try:
        await fail(Probe())
    except KeyError as e:
        print(e)
    except TypeError as e:
        n = 1
        print(e, n)
    try:
        await fail(unawaited())
    except TypeError:
        print("refused")
    for _ in range(2):
        try:
            await fail(Probe())
        except TypeError as e:
            continue
    try:
        await asyncio.sleep(0)
    except ValueError as e:
        print(e)


asyncio.run(main())
