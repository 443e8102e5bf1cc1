# ---
# description: except* with suspensions in its clauses.
# rule: exceptions/except-star
# features: [generator, except-star]
# min-python: 3.11
# ---

def g():
    try:
        raise ExceptionGroup("eg", [KeyError(1), ExceptionGroup("inner", [ValueError(2), TypeError(3)])])
    except* KeyError as e:
        yield repr(e)
    except* ValueError as e:
        yield repr(e)
        raise RuntimeError("in the handler")
    finally:
        yield "finally"


it = g()
print(next(it))
print(next(it))
print(next(it))
try:
    next(it)
except ExceptionGroup as error:
    print(repr(error))
