# ---
# description: A yield in a nested function or lambda does not change the kind of the enclosing function.
# rule: call/is-async-generator
# features: [generator]
# ---

def f():
    def inner():
        yield 1

    other = lambda: (yield 2)  # noqa: E731
    return list(inner()), list(other())


print(f())
