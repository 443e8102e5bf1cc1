# What a suspended frame keeps for itself goes before the exception that leaves it is handled.  Seeds 2000326, 2002153.
def gen0(*args, **kwargs):
    try:
        yield
    except None:
        None


def gen1(*args, **kwargs):
    for None.x in gen0():
        yield gen0


def gen2(*args, **kwargs):
    with t(9):
        raise (yield from w(None, 13))


def gen3(*args, **kwargs):
    for 111[(yield from None)] in gen2():
        None


o = gen1()
step(o, "send", None)
o = gen3()
step(o, "send", None)
