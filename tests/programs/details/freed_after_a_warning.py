"""A warning that is raised as an error keeps no frame, so variables are freed at the end of the function, as ever."""

import warnings


class Dropped:
    def __del__(self):
        print("dropped")


def plain():
    kept = Dropped()
    try:
        warnings.warn("text")
    except UserWarning:
        pass


def generator():
    try:
        warnings.warn("text", stacklevel=2)
    except UserWarning as error:
        yield repr(error)
    kept = Dropped()
    yield kept.__class__.__name__


async def coroutine():
    kept = Dropped()
    warnings.warn("text")


warnings.simplefilter("error")
plain()
print("after plain")
print(*generator())
print("after generator")
try:
    coroutine().send(None)
except UserWarning:
    pass
print("after coroutine")
