# ---
# description: A class loses its __next__ while an object delegates to an instance; the next resumption calls send, as for any object without __next__.
# rule: yield-from/send
# features: [coroutine, generator, yield-from, messages]
# min-python: 3.10
# ---

class Items:
    def __iter__(self):
        return self

    def __await__(self):
        return self

    def __next__(self):
        return "item"


class Fallback(Items):
    def send(self, value):
        return f"sent {value}"


def generator(items):
    try:
        yield from items
    except AttributeError as error:
        print("generator:", error, error.__context__)


async def coroutine(items):
    try:
        await items
    except AttributeError as error:
        print("coroutine:", error, error.__context__)


resumed = [make(kind()) for kind in (Items, Fallback) for make in (generator, coroutine)]
for each in resumed:
    print(each.send(None))
del Items.__next__
for each in resumed:
    try:
        print(each.send(None))
    except StopIteration as stop:
        print("ended", stop.value)
    each.close()
