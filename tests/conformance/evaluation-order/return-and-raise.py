# ---
# description: The operands of return, raise and assert may suspend.
# rule: evaluation/spill
# features: [generator]
# ---

def g():
    try:
        assert (yield "test"), (yield "message")
    except AssertionError as error:
        print(error)
    try:
        raise (yield "error") from (yield "cause")
    except KeyError as error:
        print(repr(error), repr(error.__cause__))
    return (yield "result")


it = g()
print(next(it), it.send(False), it.send("said"), it.send(KeyError(1)), it.send(ValueError(2)))
try:
    it.send("the end")
except StopIteration as stop:
    print(stop.value)
