# ---
# description: Several exceptions after except, without parentheses, around suspensions.
# rule: exceptions/match
# features: [generator]
# min-python: 3.14
# ---


def g():
    try:
        yield "waiting"
    except KeyError, ValueError:
        yield "one of them"
    except TypeError:
        yield "the other"


def star():
    try:
        yield "waiting"
    except* KeyError, ValueError:
        yield "some"


for error in (KeyError, ValueError, TypeError, IndexError):
    o = g()
    print(next(o))
    try:
        print(o.throw(error("thrown")))
    except IndexError as passed:
        print("passed", passed)

o = star()
next(o)
print(o.throw(ExceptionGroup("both", [KeyError(1), ValueError(2)])), list(o))
