# 3.11 asks for a truth once where a jump leads to a jump.  Seed 2371 on 3.11.
def gen0(*args, **kwargs):
    for c in (t(3) or None) or None:
        return None
    return ((t(6) and (yield t(4))) or (yield)) and t(5)


o = gen0()
step(o, "send", None)
step(o, "send", 3)
step(o, "send", 3)
