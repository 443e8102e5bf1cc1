# ---
# description: Suspensions in the subject, the guard and the body of a match.
# rule: match/patterns
# features: [generator, match]
# ---

def g():
    while True:
        match (yield "subject"):
            case [a, b] if (yield "guard"):
                print("pair", a, b, (yield "body"))
            case {"k": value}:
                print("mapping", value)
            case None:
                return
            case other:
                print("other", other)


it = g()
print(next(it), it.send([1, 2]), it.send(True), it.send("x"))
print(it.send([1, 2]), it.send(False))
print(it.send({"k": 1}))
try:
    it.send(None)
except StopIteration:
    print("end")
