# The exception that a dropped frame handles does not keep the frame.  Seed 2010711.
def gen1(b, *args, **kwargs):
    try:
        try:
            None.x = None
        except:
            try:
                j
            except:
                return (yield from t(166))
    except:
        yield from w(b, 202)


o = gen1(None)
step(o, "send", None)
del o
out("later")
