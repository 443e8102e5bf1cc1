# A name that is bound inside of a `del` is kept over the next suspension.  Seed 41002417.
def gen(a):
    del (c := t(20))[None], (b := t(21))[None if a else (d := t(22))]
    yield None
    out(name_of(c), name_of(b))
    del (e := t(23))[None], e
    yield None
    try:
        e, d
    except UnboundLocalError as error:
        out(show(error))


for flag in True, False:
    o = gen(flag)
    for k in range(4):
        step(o, "send", None)
