# ---
# description: send gives the value of the yield; next gives None.
# rule: generator/send
# features: [generator]
# ---

def g():
    while True:
        print("got", (yield))


it = g()
next(it)
it.send(1)
next(it)
it.send("x")
