def gen():
    def g():
        yield 1
        x = yield 2
        return 3
    for i in g():
        pass
    return i


def genyf():
    def g():
        yield 1
        yield 2
    def h():
        yield from g()
        return 3
    for i in h():
        i
    return list(h())


def gloop():
    def g():
        for i in range(2):
            yield i
    return list(g())


def gloop1():
    def g():
        for i in range(2): yield i
    return list(g())


def gexp():
    return list(x for x in range(2))


def gthrow():
    def g():
        try:
            yield 1
        except ValueError:
            yield 2
        finally:
            x = 1
    it = g()
    next(it)
    it.throw(ValueError())
    it.close()
    try:
        next(it)
    except StopIteration:
        pass


def gcont():
    def g():
        for i in range(3):
            if i == 1:
                continue
            if i == 2:
                break
            yield i
        else:
            pass
        while True:
            pass
            yield 7
            break
        if i:
            pass
    return list(g())


for run in (gen, genyf, gloop, gloop1, gexp, gthrow, gcont,):
    try:
        run()
    except Exception as error:
        print(type(error))
