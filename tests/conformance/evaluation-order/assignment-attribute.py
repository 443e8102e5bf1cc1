# ---
# description: The object of an attribute target is evaluated after the value.
# rule: evaluation/assignment
# features: [generator]
# ---

class Box:
    pass


def g():
    (yield "object").attribute = yield "value"


it = g()
print(next(it), it.send(1))
box = Box()
try:
    it.send(box)
except StopIteration:
    print(box.attribute)
