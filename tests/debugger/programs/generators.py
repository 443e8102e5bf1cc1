def numbers(n):
    try:
        for i in range(n):
            if i == 1:
                continue
            got = yield i
            if got:
                pass
            else:
                break
    finally:
        n = 0
    return "done"


def outer():
    result = yield from numbers(4)
    while True:
        other = yield result
        if other is None:
            return


def run():
    breakpoint()
    it = outer()
    next(it)
    it.send(1)
    for value in it:
        print(value)
    total = sum(x * x for x in range(3))
    return total


print(run())
