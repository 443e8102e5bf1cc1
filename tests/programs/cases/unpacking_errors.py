"""Unpacking of every shape, and its errors."""

a = b = c = []
print(a is b is c)
a, b = b, a = 1, 2
print(a, b)
[x, [y, *z]] = 1, (2, 3)
print(x, y, z)
(*init, last) = "abc"
print(init, last)
d = {}
d["k"], *d["rest"] = range(3)
print(d)
i = 0
arr = [0, 0]
i, arr[i] = 1, "set"
print(i, arr)
print([*range(2), *"ab"], {**{"a": 1}, "a": 2, **{"b": 3}}, {*[1], *(2,)}, (*[1], 2))


class It:
    def __iter__(self):
        yield 1
        raise KeyError("inside iteration")


for source in ([1], [1, 2, 3], 5, It(), "ab", {1: 2}, None):
    try:
        p, q = source
        print(p, q)
    except (ValueError, TypeError, KeyError) as error:
        print(type(error).__name__, error)
for source in ([], [1]):
    try:
        p, *q, r = source
    except ValueError as error:
        print(error)
try:
    print({**[1]})
except TypeError as error:
    print(error)
try:
    [*1]
except TypeError as error:
    print(error)
x = y = z = 0
x += 1; y -= 1; z |= 3
print(x, y, z)
t = ([],)
try:
    t[0] += [1]
except TypeError as error:
    print(error, t)
(a, b), c = 1, 2
