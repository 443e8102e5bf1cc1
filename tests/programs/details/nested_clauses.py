"""Clauses inside of clauses: the compiled machine has more nested blocks than the host's compiler accepts."""

import asyncio
import sys
import traceback


async def items():
    yield 1
    await asyncio.sleep(0)
    yield 2


async def nested(number):
    try:
        await asyncio.sleep(0)
        raise ExceptionGroup("outer", [ValueError(number), KeyError(number)])
    except* ValueError as outer:
        try:
            await asyncio.sleep(0)
            raise ExceptionGroup("inner", [OSError(number)])
        except* OSError as inner:
            for turn in range(2):
                try:
                    assert turn, "first"
                except AssertionError as error:
                    try:
                        await asyncio.sleep(0)
                        print(repr(error), repr(inner), repr(outer))
                    finally:
                        print([item async for item in items()])
    except* KeyError:
        print("key", sys._getframe().f_lineno, traceback.extract_stack()[-1].line)


async def main():
    await asyncio.gather(nested(1), nested(2))
    try:
        compile("for i in x:\n" + "".join(" " * n + "for i in x:\n" for n in range(1, 22)) + " " * 22 + "i", "", "exec")
    except SyntaxError as error:
        print(error)
    1 / 0


asyncio.run(main())
