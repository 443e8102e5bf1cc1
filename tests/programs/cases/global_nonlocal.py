"""global and nonlocal in nests of functions and classes."""

counter = 0


def bump():
    global counter, made
    counter += 1
    made = "here"


bump()
print(counter, made)


def outer():
    x = "outer"

    def middle():
        def inner():
            nonlocal x
            x = "inner"
            global counter
            counter = "set by inner"

        inner()
        return x

    class K:
        x = "class"

        def read(self):
            return x

        def write(self):
            nonlocal x
            x = "method"

    before = middle()
    k = K()
    first = k.read()
    k.write()
    return before, first, x, K.x


print(outer(), counter)


class Globals:
    global in_class
    in_class = 1
    counter = counter


print(in_class, "in_class" in vars(Globals), Globals.counter)


def shadow():
    print = lambda *args: args
    return print(1)


print(shadow())


def deleted():
    global counter
    del counter
    return counter


deleted()
