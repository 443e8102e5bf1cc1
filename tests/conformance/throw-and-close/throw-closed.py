# ---
# description: Throwing into a closed generator raises the thrown exception.
# rule: throw/closed
# features: [generator]
# ---

def g():
    yield


it = g()
list(it)
for error in (KeyError("k"), StopIteration("s"), GeneratorExit()):
    try:
        it.throw(error)
    except BaseException as raised:
        print(repr(raised), raised is error)
