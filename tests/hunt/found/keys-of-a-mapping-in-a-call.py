# Keys of a mapping in a call are compared as often as CPython compares them.  Seed 6000810.
def go(f):
    try: f()
    except BaseException as error: out(show(error))
go(lambda: t(k2=None, **{t(5): t, t(9): t}))
go(lambda: t(**{t(5): t, t(9): t}))
go(lambda: t(1, **{t(5): t, t(9): t}))
go(lambda: t(*(), **{t(5): t, t(9): t}))
go(lambda: t(**{}, **{t(5): t, t(9): t}))
go(lambda: dict(k2=None, **{t(5): t, t(9): t}))
go(lambda: dict(**{t(5): t, t(9): t}))
go(lambda: V(k2=None, **{t(5): t, t(9): t}))
go(lambda: t(1).made(k2=None, **{t(5): t, t(9): t}))
def g1(): t(k2=None, **{t(5): t, t(9): t}); yield
def g2(): t(k2=None, **{t(5): t, (yield): t, t(9): t}); yield
go(lambda: list(g1()))
go(lambda: list(g2()))
