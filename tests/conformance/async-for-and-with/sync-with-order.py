# ---
# description: with around a suspension, for every way to leave it.
# rule: with/order
# features: [generator]
# ---

class M:
    def __enter__(self):
        print("enter")
        return self

    def __exit__(self, kind, error, tb):
        print("exit", kind and kind.__name__)


def g():
    for n in range(3):
        with M():
            got = yield n
            if got == "break":
                break
            if got == "continue":
                continue
            return "returned"


it = g()
print(next(it))
print(it.send("continue"))
try:
    it.send("return")
except StopIteration as stop:
    print(stop.value)
it = g()
next(it)
print(list(zip([], it)))
try:
    it.send("break")
except StopIteration as stop:
    print(stop.value)
