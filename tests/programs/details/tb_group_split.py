import traceback


def gen():
    try:
        yield
    except* TypeError as g:
        g.add_note("seen")
        print(repr(g), g.exceptions)
        raise
    except* ValueError:
        print("v")


it = gen()
next(it)
try:
    it.throw(ExceptionGroup("a", [TypeError(1), ExceptionGroup("b", [ValueError(2), KeyError(3)])]))
except BaseException as e:
    traceback.print_exception(e)


async def co():
    try:
        raise ExceptionGroup("x", [OSError("o"), ValueError("v")])
    except* OSError:
        await z()
        raise RuntimeError("r")


async def z():
    pass


try:
    co().send(None)
except BaseException as e:
    traceback.print_exception(e)
