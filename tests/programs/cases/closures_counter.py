"""Closures share and rebind one cell."""


def counters():
    count = 0

    def up():
        nonlocal count
        count += 1
        return count

    def show():
        return count

    return up, show


up, show = counters()
print(up(), up(), show())
other, other_show = counters()
print(other(), show(), other_show())
print(up.__closure__[0].cell_contents, up.__code__.co_freevars, counters.__code__.co_cellvars)
late = [lambda: i for i in range(3)]
early = [lambda i=i: i for i in range(3)]
print([f() for f in late], [f() for f in early])
up.__closure__[0].cell_contents = 100
print(show())
