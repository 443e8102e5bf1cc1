# An object is dropped while it evaluates the class of an except clause, and ignores GeneratorExit: its frame is in a cycle.
def gen0():
    try:
        a()
    except (yield from w(k(14), 15)):
        None
def gen1():
    try:
        a()
    except (yield from w(k(14), 15)) as e:
        yield 3
def gen2():
    try:
        try:
            a()
        except NameError:
            yield from w(k(16), 17)
    except (yield from w(k(14), 15)) or (yield 6) as e:
        yield 3
for g in gen0, gen1, gen2:
    for n in 1, 2, 3, 4:
        o = g()
        for i in range(n): step(o, "send", None)
        del o
        out("dropped")
