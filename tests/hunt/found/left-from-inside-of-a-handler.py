# What stands above a handler goes while that handles, what stands below goes after it.  Seeds 2017147, 5107768.
def fails(n):
    raise RAISED[n]  # in a frame of the program: a native one would keep what is behind it


def ignores(n):
    while again(n) != 3:
        try:
            yield n
        finally:
            exc()
            continue


def gen1(*args, **kwargs):
    for a in ignores(1):
        try:
            fails(1)
        except 118:
            (yield from None)


def gen2(how):
    for a in ignores(2):
        try:
            fails(1)
        except F:
            for b in ignores(3):
                try:
                    fails(3)
                except B:
                    for c in ignores(4):
                        if how:
                            yield from ignores(5)
                        yield fails(7)


def gen3(how):
    try:
        for a in ignores(6):
            try:
                fails(1)
            finally:
                for b in ignores(7):
                    yield from gen2(how)
    except GeneratorExit as error:
        out(show(error))
        try:
            fails(2)
        except ValueError as error:
            for b in ignores(8):
                try:
                    yield from gen2(how)
                finally:
                    for c in ignores(9):
                        yield fails(4)


o = gen1()
step(o, "send", None)
for make in gen2, gen3:
    for how in 0, 1:
        o = make(how)
        step(o, "send", None)
        step(o, "throw", E(1))
        step(o, "send", None)
        step(o, "throw", GeneratorExit)
        step(o, "close")
        del o
