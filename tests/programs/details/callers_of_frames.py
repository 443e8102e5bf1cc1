"""``f_back`` of frames: of running ones, of suspended ones, of those in the traceback of an exception."""

import sys
import types


@types.coroutine
def pause():
    yield


def names(frame):
    found = []
    while frame is not None:
        found.append(frame.f_code.co_name)
        frame = frame.f_back
    return found


def frames_of(error):
    entry = error.__traceback__
    while entry is not None:
        yield entry.tb_frame
        entry = entry.tb_next


kept = []


async def leaf():
    kept.append(sys._getframe())
    print("running", names(kept[-1]))
    await pause()
    print("resumed", names(sys._getframe()))
    raise KeyError


async def middle():
    try:
        await leaf()
    except KeyError as error:
        print("caught", [names(frame)[0] for frame in frames_of(error)])
        raise


def drive():
    c = middle()
    c.send(None)
    print("suspended", names(kept[-1]), names(c.cr_frame))
    return c


c = drive()
print("outside", names(kept[-1]))
try:
    c.send(None)
except KeyError as error:
    if not (3, 12) <= sys.version_info < (3, 13, 12):  # there, walked frames do not keep their callers
        print("ended", *[names(frame) for frame in frames_of(error)])


def traced(frame, event, arg):
    if frame.f_code.co_name in ("told", "items"):
        print(event, names(frame))
    return traced


async def told():
    await pause()


def items():
    yield 1
    yield from [2]


sys.settrace(traced)
c = told()
c.send(None)
try:
    c.send(None)
except StopIteration:
    pass
list(items())
sys.settrace(None)
