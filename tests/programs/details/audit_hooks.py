"""Hooks of ``sys.addaudithook``: what they are told, functions that they call, and exceptions that they raise."""

import sys
import traceback

seen = []


def shortened(event):
    return event.partition(".")[0]


def listening(event, arguments):
    if shortened(event) == "mine":
        seen.append(event)


def refuse(path):
    if path == "/refused":
        raise PermissionError("refused by the hook")


def guarding(event, arguments):
    if event == "open":
        refuse(arguments[0])


sys.addaudithook(listening)
sys.addaudithook(guarding)


async def coroutine():
    sys.audit("mine.coroutine", 1)
    open("/refused")


def generator():
    sys.audit("mine.generator")
    yield open("/refused")


for act in lambda: coroutine().send(None), lambda: next(generator()), lambda: open("/refused"):
    try:
        act()
    except PermissionError as error:
        traceback.print_exc()
        print([entry.name for entry in traceback.extract_tb(error.__traceback__)])

print(seen)
print(sys.addaudithook, sys.addaudithook(lambda event, arguments: len(event)))
open("/refused")
