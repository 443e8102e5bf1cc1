# ---
# description: Stars in displays are unpacked in order.
# rule: evaluation/star-in-display
# features: [generator]
# ---

def say(name, value):
    print(name)
    return value


def g():
    print(sorted({*say("set", [1]), (yield "a"), *say("more", [3])}))
    print({**say("dict", {1: 1}), (yield "b"): 2, **say("more", {3: 3})})


it = g()
print(next(it))
print(it.send(2))
try:
    it.send(2)
except StopIteration:
    pass
