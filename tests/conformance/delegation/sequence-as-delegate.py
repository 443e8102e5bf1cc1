# ---
# description: gi_yieldfrom while the delegate is a list, a tuple, a str or another iterable.
# rule: yield-from/sequence
# features: [generator, yield-from, messages]
# ---


def g(iterable):
    yield from iterable


class Own(list):
    pass


def kind(delegate, iterable):
    return "itself" if delegate is iterable else "an iterator"


for iterable in ([1, 2], (1, 2), "ab", b"ab", bytearray(b"ab"), {1, 2}, {1: 2}, range(2), Own([1, 2]), iter([1, 2])):
    o = g(iterable)
    next(o)
    print(type(iterable).__name__, kind(o.gi_yieldfrom, iterable))


def display():
    yield from [1, 2]


o = display()
next(o)
print(type(o.gi_yieldfrom).__name__)

growing = [1, 2]
o = g(growing)
print(next(o))
growing.append(3)
print(list(o), o.gi_yieldfrom)

for thing in ([1, 2], "ab", (1, 2)):
    o = g(thing)
    next(o)
    try:
        o.send("value")
    except AttributeError as error:
        print(error)
    o = g(thing)
    next(o)
    try:
        o.throw(KeyError("thrown"))
    except KeyError as error:
        print(repr(error))
    o = g(thing)
    next(o)
    o.close()
    print(o.gi_yieldfrom)
