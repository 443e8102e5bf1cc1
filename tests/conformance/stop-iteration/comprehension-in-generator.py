# ---
# description: Inside a generator, StopIteration out of a list comprehension is converted by the generator.
# rule: stop-iteration/comprehension
# features: [generator, comprehension, messages]
# ---

def g():
    yield [next(iter(())) for _ in "a"]


try:
    next(g())
except RuntimeError as error:
    print(error)
