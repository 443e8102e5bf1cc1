"""A recursion that is too deep drops generators while the stack is full; afterwards the limit is the same as before."""


def items():
    yield 1
    yield 2


def guarded():
    try:
        yield 1
    finally:
        closed.append(1)


def depth(n=1):
    try:
        return depth(n + 1)
    except RecursionError:
        return n


def loops(n, make):
    for x in make():
        return loops(n + 1, make) + 1


def keeps(n, make):
    g = make()
    next(g)
    return keeps(n + 1, make) + 1


def drops(n, make):
    make()
    return drops(n + 1, make) + 1


def leaves(n, make):
    for x in make():
        break
    return leaves(n + 1, make) + 1


before = depth()
for function, make in [(loops, items), (loops, guarded), (keeps, items), (keeps, guarded), (drops, items), (drops, guarded), (leaves, items)]:
    closed = []
    try:
        function(0, make)
    except RecursionError as error:
        print(function.__name__, make.__name__, type(error).__name__, len(closed) > 900, depth() == before)
