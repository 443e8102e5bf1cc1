# A delegate that ignores GeneratorExit is dropped while nothing is handled.  Seeds 2009085, 2008780.
def gen0(*args, **kwargs):
    try:
        try:
            return r(16)
        except (yield from k(25)):
            None
        finally:
            yield
    finally:
        for b in (yield):
            continue


def gen2(*args, **kwargs):
    return (yield from gen0())


o = gen2()
step(o, "send", None)
o = None
