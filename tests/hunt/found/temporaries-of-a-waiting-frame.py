# The frame of a resumption that has only resumed the delegate keeps no temporaries.  Seed 93005132.
def gen0(*args, **kwargs):
    try:
        (yield from Bare(1)).x += r(2)
    except:
        (yield t(16))
    finally:
        return c

def gen2(*args, **kwargs):
    try:
        for (yield)[(yield from gen0())] in gen0():
            assert None
    except k(208):
        match w:
            case a:
                None
o = gen2()
step(o, 'send', None)
step(o, 'send', None)
step(o, 'send', None)
o = None
