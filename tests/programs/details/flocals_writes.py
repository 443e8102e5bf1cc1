import sys


def g():
    x = 1
    sys._getframe().f_locals["x"] = 5
    yield x
    f = sys._getframe()
    f.f_locals["new"] = 2
    print(sorted(f.f_locals), x)
    yield x


it = g()
print(next(it))
it.gi_frame.f_locals["x"] = 9
print(it.gi_frame.f_locals)
print(next(it))


async def co():
    y = 1
    fr = sys._getframe().f_back
    print(fr.f_code.co_name, sorted(k for k in fr.f_locals if k in ("it", "g")))
    return locals()


try:
    co().send(None)
except StopIteration as s:
    print(sorted(s.value))


class K:
    z = 1
    sys._getframe().f_locals["w"] = 4
    print(w)
