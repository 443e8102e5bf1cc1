# ---
# description: Catching GeneratorExit and running to the end is allowed.
# rule: generator-exit/swallowed
# features: [generator]
# ---

def g():
    try:
        yield 1
    except GeneratorExit:
        pass
    print("runs to the end")


it = g()
next(it)
it.close()
