# A set of one starred item takes the items over as they come: no list between.  Seeds 1001564, 1002150.
def gen0(*args, **kwargs):
    out({*{t(2) for i in t(1)}})
    return {*(yield t(3))}


o = gen0()
step(o, "send", None)
step(o, "send", 2)
{*None}
