# ---
# description: The right side first, then the targets from left to right.
# rule: evaluation/assignment
# features: [generator]
# ---

def say(value):
    print("target", value)
    return value


def g():
    box = {}
    box[say("a")], box[(yield "index")] = yield "value"
    print(box)


it = g()
print(next(it))
print(it.send([1, 2]))
try:
    it.send("b")
except StopIteration:
    pass
