# ---
# description: Decorators, defaults and annotations of a nested def are evaluated in this order.
# rule: evaluation/definition
# features: [generator]
# ---

def say(value):
    print(value)
    return value


def g():
    @say
    def f(a: say("annotation") = say("default"), *, b=(yield "suspended")):
        return a, b

    print(f())


it = g()
print(next(it))
try:
    it.send("b")
except StopIteration:
    pass
