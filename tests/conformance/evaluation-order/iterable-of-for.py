# ---
# description: The iterable of a for is evaluated once; targets may suspend.
# rule: evaluation/assignment
# features: [generator]
# ---

def g():
    box = {}
    for box[(yield "key")] in (yield "iterable"):
        print(box)


it = g()
print(next(it), it.send("xy"), it.send(1))
try:
    it.send(2)
except StopIteration:
    pass
