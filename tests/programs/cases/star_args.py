"""How arguments reach parameters."""


def f(a, b=2, /, c=3, *args, d, e=5, **keywords):
    return a, b, c, args, d, e, keywords


print(f(1, d=4))
print(f(1, 2, 3, 4, 5, d=6, z=7))
print(f(*[1, 2], *(3, 4), d=0, **{"e": 1}, **{"y": 2, "b": 9}))
print((lambda *a, **k: (a, k))(*range(3), x=1, **{"y": 2}))
for call in (
    lambda: f(),
    lambda: f(1),
    lambda: f(1, a=2, d=3),
    lambda: f(1, d=1, **{"d": 2}),
    lambda: f(*5),
    lambda: f(1, **5),
    lambda: f(1, 2, c=3, d=4, **{1: 2}),
    lambda: (lambda x: x)(1, 2),
    lambda: (lambda *, x: x)(1),
    lambda: (lambda x, y: x)(y=1),
):
    try:
        print(call())
    except TypeError as error:
        print(error)


def order():
    def note(x):
        print("note", x)
        return x

    f(note(1), *note([2, 3]), note(4), d=note(5), **note({"q": 6}), r=note(7))


order()
print(f.__defaults__, f.__kwdefaults__, f.__code__.co_varnames)


def mutable(x, found=[]):
    found.append(x)
    return found


print(mutable(1), mutable(2), mutable.__defaults__)
