"""Ways out of loops that suspend: dropping the iterator has no line event, and the value of a ``return`` has one only."""


def in_finally(n):
    try:
        for i in range(n):
            got = yield i
            if got is None:
                return "left"
    finally:
        n = 0


def nested(n):
    for j in range(2):
        for i in range(n):
            yield i
            if i:
                return (
                    n,
                    j)


def in_loop_with_finally(n):
    for i in range(n):
        try:
            yield i
            if i:
                return
        finally:
            n = 0


def operand(n):
    for i in range(n):
        if i:
            return (
                i,
                (yield))
        elif n < 3:
            return [
                n]
        yield


class Manager:
    async def __aenter__(self):
        return self

    async def __aexit__(self, *error):
        return None


async def in_manager(n):
    for i in range(n):
        async with Manager():
            if i:
                return i
            continue


def drive(iterator):
    try:
        while True:
            iterator.send(None)
    except StopIteration as end:
        return end.value


for function in in_finally, nested, in_loop_with_finally, operand:
    print(drive(function(3)), drive(function(2)))
print(drive(in_manager(3)))
