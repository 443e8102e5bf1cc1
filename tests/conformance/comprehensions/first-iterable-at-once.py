# ---
# description: The first iterable of a generator expression is evaluated when it is made.
# rule: comprehension/scope
# features: [comprehension, generator]
# ---

def source():
    print("first")
    return [1, 2]


def second():
    print("second")
    return [3]


gen = ((a, b) for a in source() for b in second())
print("made")
print(list(gen))
try:
    (x for x in 1)
except TypeError as error:
    print(error)
