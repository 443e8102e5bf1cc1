# ---
# description: An exception at the suspension frees the kept values.
# rule: evaluation/spill
# features: [generator, finalisation]
# ---

class Held:
    def __del__(self):
        print("freed")


def g():
    try:
        print(Held(), (yield))
    except KeyError:
        print("caught")
        yield


it = g()
next(it)
it.throw(KeyError)
