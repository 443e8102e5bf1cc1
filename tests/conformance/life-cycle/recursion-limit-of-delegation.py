# ---
# description: A chain of yield from that is too deep is a RecursionError.
# rule: recursion/limit
# features: [generator, yield-from]
# ---

def deep():
    yield from deep()


try:
    next(deep())
except RecursionError as error:
    print(type(error).__name__)
