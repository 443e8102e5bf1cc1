# ---
# description: GeneratorExit is the context of an exception that a finally raises.
# rule: context/thrown
# features: [generator]
# ---

def g():
    try:
        yield
    finally:
        raise KeyError("finally")


it = g()
next(it)
try:
    it.close()
except KeyError as error:
    print(repr(error.__context__))
