# ---
# description: The fields of an f-string are evaluated from left to right, formats included.
# rule: evaluation/fstring
# features: [generator]
# ---

class Shown:
    def __format__(self, spec):
        print("format", spec)
        return "shown"


def g():
    print(f"{Shown():a}{(yield 1)!r:>{(yield 2)}}{Shown():b}")


it = g()
print(next(it), it.send("x"))
try:
    it.send(6)
except StopIteration:
    pass
