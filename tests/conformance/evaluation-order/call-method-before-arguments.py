# ---
# description: A method is looked up before the arguments are evaluated.
# rule: evaluation/call-order
# features: [generator]
# ---

class A:
    def method(self, value):
        return "old " + value


def g():
    return A().method((yield))


it = g()
next(it)
A.method = lambda self, value: "new " + value
try:
    it.send("x")
except StopIteration as stop:
    print(stop.value)
