# ---
# description: After a suspension in a handler, the traceback of the handled exception shows the frame's current variables.
# rule: lifecycle/failed
# features: [coroutine, frames, tracebacks, types-coroutine, finalisation]
# ---

import types


class Held:
    def __del__(self):
        print("freed")


@types.coroutine
def pause():
    yield


async def handles(held):
    before = 1
    try:
        raise KeyError("k")
    except KeyError as error:
        await pause()
        after = 2
        print(sorted(error.__traceback__.tb_frame.f_locals))
        await pause()
        raise
    finally:
        await pause()


it = handles(Held())
for _ in range(3):
    it.send(None)
try:
    it.send(None)
except KeyError as error:
    frame = error.__traceback__.tb_next.tb_frame
    print(sorted(frame.f_locals))
    del frame
    print("the exception ends")
