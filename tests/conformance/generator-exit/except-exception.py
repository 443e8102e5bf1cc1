# ---
# description: except Exception does not see GeneratorExit.
# rule: generator-exit/base-exception
# features: [generator]
# ---

def g():
    try:
        yield
    except Exception:
        print("never")
    print("never either")


it = g()
next(it)
print(it.close(), issubclass(GeneratorExit, Exception), GeneratorExit.__mro__[1].__name__)
