"""An exception that is thrown into an object before its start: the place of the entry, and that no carets are shown."""

import sys


def generator():
    yield


async def coroutine():
    pass


for make in (lambda: (x for x in ()), generator, coroutine):
    try:
        make().throw(KeyError("thrown"))
    except KeyError as error:
        entry = error.__traceback__.tb_next
        print(entry.tb_lineno, list(entry.tb_frame.f_code.co_positions())[entry.tb_lasti // 2])
        sys.excepthook(KeyError, error, error.__traceback__)
