# ---
# description: Each item of a constant format with a tuple display is formatted before the next one is evaluated.
# rule: evaluation/format
# features: [generator, coroutine]
# ---


class Shown:
    def __init__(self, name):
        self.name = name

    def __str__(self):
        print("str", self.name)
        return self.name

    __repr__ = __str__

    def __format__(self, spec):
        print("format", self.name, spec)
        return self.name


def items():
    print("%s and %s" % (Shown("a"), (yield 1)))
    print("%r|%5s|%-5s|%.2s|%%" % (Shown("a"), (yield 2), Shown("b"), (yield 3)))
    print("%s and %d" % (Shown("a"), (yield 4)))
    try:
        print("%s" % (Shown("a"), (yield 5)))
    except TypeError as error:
        print(error)


async def awaited():
    print("%s, %s" % (Shown("first"), await inner()))


async def inner():
    print("inner")
    return Shown("second")


it = items()
sent = iter([None, Shown("s1"), Shown("s2"), Shown("s3"), 7, Shown("s5")])
while True:
    try:
        print(it.send(next(sent)))
    except StopIteration:
        break
try:
    awaited().send(None)
except StopIteration:
    pass
