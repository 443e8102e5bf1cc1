# ---
# description: A local that is read before it is bound.
# rule: names/resolution
# features: [generator, messages]
# min-python: 3.11
# ---

x = 1


def g(bind):
    if bind:
        x = 2
    yield
    print(x)


it = g(False)
next(it)
try:
    next(it)
except UnboundLocalError as error:
    print(error)
