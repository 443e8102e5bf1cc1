# ---
# description: A part that an except* clause passes on after a suspension is no new exception.
# rule: exceptions/except-star
# features: [except-star, coroutine]
# ---


class Pause:
    def __await__(self):
        yield


async def passed_on(pauses, also_caught):
    try:
        try:
            raise ExceptionGroup("all", [KeyError(1), ExceptionGroup("inner", [TypeError(2), OSError(3)])])
        except* TypeError:
            if pauses:
                await Pause()
            raise
        except* KeyError as part:
            if pauses:
                await Pause()
            if also_caught:
                raise part
            raise
    except ExceptionGroup as group:
        print(repr(group))


for pauses in (False, True):
    for also_caught in (False, True):
        coroutine = passed_on(pauses, also_caught)
        try:
            while True:
                coroutine.send(None)
        except StopIteration:
            pass
