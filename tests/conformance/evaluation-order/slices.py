# ---
# description: The parts of a slice are evaluated in order, after the object.
# rule: evaluation/spill
# features: [generator]
# ---

def g():
    return (yield "object")[(yield "start") : (yield "stop") : (yield "step")]


it = g()
print(next(it), it.send("abcdefgh"), it.send(1), it.send(7))
try:
    it.send(2)
except StopIteration as stop:
    print(stop.value)
