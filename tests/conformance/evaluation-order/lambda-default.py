# ---
# description: A default of a lambda suspends the function around; its body is a generator of its own.
# rule: evaluation/definition
# features: [generator]
# ---

def g():
    f = lambda x=(yield "default"): (yield x)  # noqa: E731
    print(list(f()))


it = g()
print(next(it))
try:
    it.send("value")
except StopIteration:
    pass
