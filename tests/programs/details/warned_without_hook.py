# Without the function in `warnings`, the forgotten coroutine is still the warning's source; an import that fails has one entry.
import traceback
import warnings


async def unawaited():
    pass


def importing():
    from asyncio import not_there


del warnings._warn_unawaited_coroutine
unawaited()
try:
    importing()
except ImportError as error:
    traceback.print_exc(limit=-1)
    print([entry.name for entry in traceback.extract_tb(error.__traceback__)])
