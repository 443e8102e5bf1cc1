# ---
# description: StopIteration thrown in while delegating to an iterator without throw is raised at the yield from.
# rule: stop-iteration/thrown
# features: [generator, yield-from]
# ---

def outer():
    try:
        yield from [1, 2]
    except StopIteration as error:
        yield repr(error)


it = outer()
next(it)
print(it.throw(StopIteration("x")))
