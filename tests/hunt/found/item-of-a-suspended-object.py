# An item of a suspended object cannot be deleted, in CPython's words.  Seed 6227131.
def gen():
    yield


async def coro():
    pass


async def agen():
    yield


c = coro()
for o in gen(), c, agen():
    for key in 0, "k", t(1):
        try:
            del o[key]
        except TypeError as error:
            out(show(error))
        try:
            o[key] = 1
        except TypeError as error:
            out(show(error))
        try:
            o[key]
        except TypeError as error:
            out(show(error))
c.close()
