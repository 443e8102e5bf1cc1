"""Who checks that keywords are strings is the called object, after it was found to be callable, also after a suspension."""


def g(f):
    try:
        return f(**{1: 2}, **(yield))
    except Exception as e:
        print(repr(e))


def h(f):
    try:
        return f(*[1], k=(yield), **{1: 2})
    except Exception as e:
        print(repr(e))


def h2(f):
    try:
        return f((yield), **{1: 2})
    except Exception as e:
        print(repr(e))


class C:
    pass


for k in (g, h, h2):
    for f in (True, print, C, lambda **k: 1, C()):
        o = k(f)
        next(o)
        try:
            o.send({})
        except StopIteration:
            pass


def plain(f):
    try:
        f(**{1: 2})
    except Exception as e:
        print(repr(e))


for f in (True, print, C, lambda **k: 1, C()):
    plain(f)
