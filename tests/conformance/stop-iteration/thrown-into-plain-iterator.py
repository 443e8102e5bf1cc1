# ---
# description: StopIteration thrown in while delegating to an iterator without throw, caught or not.
# rule: stop-iteration/thrown
# features: [generator, yield-from]
# ---


def outer():
    try:
        print("result", (yield from [1, 2]))
    except StopIteration as error:
        print("caught", repr(error))
    yield "end"


it = outer()
next(it)
print(it.throw(StopIteration("x")))
