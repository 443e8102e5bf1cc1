# ---
# description: throw(GeneratorExit) closes the delegate, then is raised at the yield from.
# rule: yield-from/close
# features: [generator, yield-from]
# ---

def inner():
    try:
        yield 1
    except GeneratorExit:
        print("inner told")
        return "ignored"


def outer():
    try:
        yield from inner()
    except GeneratorExit:
        print("outer told")
        yield "value"


it = outer()
next(it)
print(it.throw(GeneratorExit))
