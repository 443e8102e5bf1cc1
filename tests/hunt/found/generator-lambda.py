# From 3.12 a generator made by a lambda lets StopIteration out.  Seed 2015170.
def gen2(b, *args, **kwargs):
    list((lambda b: (yield r(35)))(b))
    out(name_of(list((yield from (lambda b: (yield r(35)))(b)))))


o = gen2(None)
step(o, "send", None)
