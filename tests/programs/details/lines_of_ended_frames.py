"""The variables and the line of a frame that was kept, when an exception or ``close`` has ended its object."""

import types


@types.coroutine
def pause():
    yield


async def awaiting():
    made = [1]
    await pause()
    made.append(2)
    raise ValueError


def yielding():
    made = [1]
    yield
    made.append(2)
    raise ValueError


for function in awaiting, yielding:
    for end in "send", "throw", "close":
        o = function()
        o.send(None)
        frame = o.cr_frame if function is awaiting else o.gi_frame
        try:
            if end == "send":
                o.send(None)
            elif end == "throw":
                o.throw(KeyError())
            else:
                o.close()
        except (KeyError, ValueError) as error:
            del error
        print(function.__name__, end, frame.f_lineno)
        if end != "close":  # 3.13.0 shows other variables for a closed generator
            print(frame.f_locals)
