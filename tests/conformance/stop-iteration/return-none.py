# ---
# description: A bare return, and the end of the body, are StopIteration without arguments.
# rule: stop-iteration/return-value
# features: [generator]
# ---

def a():
    return
    yield


def b():
    yield 1


def c():
    return None
    yield


for it in (a(), b(), c()):
    try:
        next(it)
        next(it)
    except StopIteration as stop:
        print(stop.args, stop.value)
