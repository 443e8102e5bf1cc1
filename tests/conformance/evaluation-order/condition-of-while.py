# ---
# description: The condition of a while is evaluated, and suspends, each time.
# rule: evaluation/spill
# features: [generator]
# ---

def g():
    while (yield "again?"):
        print("body")
    else:
        print("else")


it = g()
print(next(it), it.send(1), it.send(1))
next(it, None)
