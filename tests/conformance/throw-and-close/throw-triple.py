# ---
# description: The three arguments of throw.
# rule: throw/signature
# features: [generator, warnings]
# ---

import warnings

warnings.simplefilter("ignore")


def g():
    yield


def thrown(*args):
    it = g()
    next(it)
    try:
        it.throw(*args)
    except Exception as error:
        return repr(error)


print(thrown(KeyError, "value"))
print(thrown(KeyError, KeyError("instance")))
print(thrown(KeyError, ("a", "b")))
print(thrown(KeyError, None, None))
print(thrown(KeyError("instance"), "value"))
print(thrown(KeyError, "value", 1))
