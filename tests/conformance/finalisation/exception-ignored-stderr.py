# ---
# description: The default report of an exception that is ignored.
# rule: drop/exception-ignored
# features: [generator, finalisation, stderr, tracebacks]
# ---

def g():
    try:
        yield
    finally:
        raise KeyError("lost")


it = g()
next(it)
del it
