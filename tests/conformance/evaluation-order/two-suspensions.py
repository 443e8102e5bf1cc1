# ---
# description: Two suspensions in one expression come from left to right.
# rule: evaluation/spill
# features: [generator]
# ---

def g():
    return ((yield "a"), (yield "b"), [(yield "c"), {(yield "d"): (yield "e")}])


it = g()
given = [next(it)]
try:
    while True:
        given.append(it.send(given[-1].upper()))
except StopIteration as stop:
    print(given, stop.value)
