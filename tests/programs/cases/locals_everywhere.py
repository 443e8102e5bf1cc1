"""locals() in a module, a class, functions, comprehensions and lambdas."""


def f(a, *args, b=2, **kw):
    c = a
    first = dict(locals())
    del a
    second = sorted(locals())
    return first, second


print(f(1, 2, 3, z=4))


def g():
    captured = 1

    def h():
        own = captured
        return locals()

    return h(), sorted(locals())


result = g()
print(result[0], result[1])


class C:
    a = 1
    names = [n for n in locals() if not n.startswith("__")]
    b = 2


print(C.names)
print((lambda x, y=2: locals())(1))
print("f" in locals(), locals() is globals(), vars() is globals())


def fresh():
    x = 1
    snapshot = locals()
    x = 2
    y = 3
    return {k: v for k, v in snapshot.items() if k != "snapshot"}


print(fresh()["x"])
print(sorted(dir())[-3:])


def gen():
    z = 1
    yield sorted(locals())
    w = 2
    yield sorted(locals())


print(list(gen()))
