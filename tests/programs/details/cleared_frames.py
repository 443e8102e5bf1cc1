"""``traceback.clear_frames`` and ``frame.clear`` drop the variables of frames that have ended."""

import sys
import traceback


class Dropped:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("dropped:", self.name)


def fail():
    raise ValueError


def plain(kept):
    other = Dropped("other")
    fail()


def generator(kept):
    other = Dropped("other")
    yield other.name
    fail()


async def coroutine(kept):
    fail()


for act in (
    lambda: plain(Dropped("p")),
    lambda: list(generator(Dropped("g"))),
    lambda: coroutine(Dropped("c")).send(None),
):
    try:
        act()
    except ValueError as error:
        print([sorted(frame.f_locals) for frame, _ in traceback.walk_tb(error.__traceback__)][2:])
        traceback.clear_frames(error.__traceback__)
        print("cleared", [sorted(frame.f_locals) for frame, _ in traceback.walk_tb(error.__traceback__)][2:])
try:
    sys._getframe().clear()
except RuntimeError:
    traceback.print_exc(file=sys.stdout)


def earlier():
    """A frame that was kept before a suspension must not take the variables along."""
    kept, frame = "kept", sys._getframe()
    yield kept
    try:
        frame.clear()
    except RuntimeError:
        pass
    yield kept


print(list(earlier()))
