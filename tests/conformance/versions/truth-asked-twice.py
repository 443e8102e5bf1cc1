# ---
# description: From 3.12 the truth of the deciding operand of an inner and/or is tested again by the outer one.
# rule: versions/truth-asked-twice
# features: [coroutine]
# min-python: 3.11
# ---
class Truth:
    def __init__(self, name, value):
        self.name, self.value = name, value

    def __bool__(self):
        print("truth of", self.name)
        return self.value

    def __await__(self):
        return self
        yield


def show(value):
    print("->", getattr(value, "name", value))


false, true = Truth("false", False), Truth("true", True)
show((false and 1) or 2)
show((true or 1) and 2)
show((false or true) or 2)
show((false and true) and 2)
show(((false and true) or false) and 3)
show((
    false and 1) or 2)


async def operands():
    show((await false or true) and 2)
    show(((true or await true) and false) or 3)
    show((false and await true) or 3)


try:
    operands().send(None)
except StopIteration as stop:
    print(stop.value)
except TypeError as error:
    print(error)
