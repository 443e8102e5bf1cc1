# ---
# description: Throwing the exception that is being handled makes no cycle.
# rule: context/thrown
# features: [generator]
# ---

def g():
    try:
        raise KeyError("k")
    except KeyError as error:
        yield error


it = g()
error = next(it)
try:
    it.throw(error)
except KeyError as raised:
    print(raised is error, raised.__context__)
