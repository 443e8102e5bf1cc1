"""A warning is issued at the frame that ``stacklevel`` names, also if this frame waits."""

import sys
import warnings

warnings.simplefilter("always")


class Pause:
    def __await__(self):
        yield


async def leaf():
    for _ in range(100):  # a chain that is resumed often is resumed from its leaf
        await Pause()
    for level in range(1, 6):
        warnings.warn(f"level {level}", stacklevel=level)


async def chain(depth):
    if depth:
        await chain(depth - 1)
    else:
        await leaf()


def drive(o):
    try:
        while True:
            o.send(None)
    except StopIteration:
        pass


class Throws:
    def __iter__(self):
        return self

    def __next__(self):
        return 1

    def throw(self, error):
        warnings.warn("in throw", DeprecationWarning, 2)
        return 2


def delegating():
    yield from Throws()


for depth in (1, 30):
    drive(chain(depth))
thrown = delegating()
next(thrown)
thrown.throw(KeyError())
exec(
    compile("import warnings\nwarnings.warn('in a text')\nwarnings.warn('around it', stacklevel=2)", "<text>", "exec"),
    {},
)
warnings.warn("nobody", stacklevel=99)
wrong = [
    {},
    {"message": "a", "category": int},
    {"message": "a", "stacklevel": "1"},
    {"message": "a", "unknown": 1},
    {"message": "a", "skip_file_prefixes": "/"},
]
for given in wrong:
    try:
        warnings.warn(**given)
    except TypeError as error:
        print(error)
try:
    warnings.warn(1, 2, 3, 4, 5)
except TypeError as error:
    print(error)
if sys.version_info >= (3, 12):
    warnings.warn("outside", skip_file_prefixes=(__file__,))
