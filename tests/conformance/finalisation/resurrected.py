# ---
# description: Cleanup that saves the object.
# rule: drop/resurrected
# features: [generator, finalisation]
# ---

saved = []


def g(box):
    try:
        yield
    finally:
        saved.append(box.pop())
        print("finally")


box = []
it = g(box)
next(it)
box.append(it)
del it
box.append(0)
box.pop()
saved.append(box[0])
box[0].close()
print(len(saved), list(saved[0]))
