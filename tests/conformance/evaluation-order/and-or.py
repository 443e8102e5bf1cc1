# ---
# description: and and or suspend only in operands that are needed.
# rule: evaluation/boolean
# features: [generator]
# ---

def g():
    print((yield "a") and (yield "b") or (yield "c"))
    print((yield "d") or (yield "e") and (yield "f"))


it = g()
print(next(it), it.send(1), it.send(0))
print(it.send("third"))
try:
    it.send("first")
except StopIteration:
    pass
