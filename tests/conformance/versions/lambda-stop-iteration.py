# ---
# description: Whether a StopIteration that leaves a generator made by a lambda becomes a RuntimeError.
# rule: versions/lambda-stop-iteration
# features: [generator, yield-from, messages]
# ---
def fail():
    raise StopIteration(3)


def show(what, *arguments):
    try:
        print("->", what(*arguments))
    except Exception as error:
        print(repr(error), "because of", repr(error.__cause__))


show(list, (lambda: (yield fail()))())
show(next, (lambda: (yield fail()))())
it = (lambda: (yield 1))()
next(it)
show(it.throw, StopIteration(4))
show(it.throw, StopIteration(5))
show((lambda: (yield 1))().throw, StopIteration(6))
show(list, (x + fail() for x in "a"))


def outer():
    print("the delegate gave", (yield from (lambda: (yield fail()))()))


show(list, outer())
