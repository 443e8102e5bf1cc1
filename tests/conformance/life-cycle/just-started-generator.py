# ---
# description: A generator that has not begun takes None only, and can be started after the refusal.
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
