# ---
# description: None is sent to the delegate by next, any other value by send.
# rule: yield-from/send
# features: [generator, yield-from]
# ---

class It:
    def __iter__(self):
        return self

    def __next__(self):
        return "next"

    def send(self, value):
        return "send", value


def g():
    yield from It()


it = g()
print(next(it), it.send(None), it.send(1), it.send(0))
