def numbers():
    yield 1
    yield 2
    yield 3


def comprehension():
    yield 0
    y = [x for x in numbers()]
    yield y


def loop():
    for x in numbers(): pass
    yield 1
    for x in numbers():
        pass


print(list(comprehension()), list(loop()))
