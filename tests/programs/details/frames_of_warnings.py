"""A hook of ``warnings`` that looks at the stack sees the program's frames only, and so do trace and profile functions."""

import sys
import warnings


def names():
    frame, found = sys._getframe(1), []
    while frame is not None:
        if frame.f_code.co_filename == __file__:
            found.append((frame.f_code.co_name, frame.f_lineno))
        frame = frame.f_back
    return found


def show(message, *rest, **others):
    print(str(message), names())


class Told(UserWarning):
    def __init__(self, *args):
        super().__init__(*args)
        print("made", names())


async def never():
    pass


def items():
    warnings.warn("of a generator")
    yield


def drop():
    never()


warnings.showwarning = show
warnings.simplefilter("always")
list(items())
drop()
warnings.warn("with a class", Told)

events = []


def watch(frame, event, arg):
    if frame.f_code.co_filename == __file__:
        events.append((event, frame.f_code.co_name))
    return watch


warnings.showwarning = lambda *rest: None
for set_watch in sys.setprofile, sys.settrace:
    set_watch(watch)
    drop()
    set_watch(None)
    print([name for event, name in events if event == "call"])
    events.clear()
