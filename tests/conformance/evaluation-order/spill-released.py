# ---
# description: A kept value lives until it is used, no longer.
# rule: evaluation/spill
# features: [generator, finalisation]
# ---

class Held:
    def __del__(self):
        print("freed")

    def __add__(self, other):
        return other


def g():
    print(Held() + (yield))
    yield "end"


it = g()
next(it)
print("suspended")
print(it.send("sum"))
