"""What comprehensions see and bind."""

x = "global"
print([x for x in range(3)], x)
print({k: v for k, v in zip("ab", range(2))}, {c.upper() for c in "a"})
print([(y := n * 2) for n in range(3)], y)
print([i * j for i in range(3) if i for j in range(i) if j >= 0])
print([[cell for cell in row] for row in ([1, 2], [3])])


def f():
    x = "local"
    inner = [x for _ in range(1)]
    funcs = [lambda: (x, i) for i in range(2)]
    total = 0
    partial = [total := total + n for n in range(5)]
    return inner, [g() for g in funcs], partial, total


print(f())


class C:
    x = "class"
    items = [1, 2]
    first = [x for x in items]
    try:
        second = [x for _ in items]
    except NameError as error:
        second = error
    third = list(x for x in items)
    nested = [i for i in [j for j in items]]


print(C.first, C.second, C.third, C.nested)


def g():
    if any((found := n) > 2 for n in [1, 2, 3, 4]):
        return found


print(g())
print([a for a, *b in [(1, 2, 3)]], [b for a, *b in [(1, 2, 3)]])
print([locals() for z in range(1)] if False else "")
try:
    [undefined for _ in [1]]
except NameError as error:
    print(error)
print([w for w in 5])
