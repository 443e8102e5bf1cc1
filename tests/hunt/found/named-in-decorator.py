# A variable that a decorator, a default or a base of a definition binds is one of the frame.  Seeds 88000445, 88000525.
def gen0():
    @deco((c := t(1)))
    class C2((d := base(t(2)))):
        m = 1

    def inner3(x=(e := t(4))):
        return x

    yield (f := lambda y=(g := t(5)): y)
    yield c, d, e, g


o = gen0()
step(o, "send", None)
step(o, "send", None)
