# ---
# description: The first send to a generator must send None; after the error it can still be started.
# rule: lifecycle/just-started
# features: [generator, messages]
# ---

def g():
    yield "begun"


it = g()
for value in (1, 0, "", False):
    try:
        it.send(value)
    except TypeError as error:
        print(error)
print(it.send(None))
