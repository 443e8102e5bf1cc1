# ---
# description: Reading, changing or deleting an unbound variable that an inner function captures is an UnboundLocalError.
# rule: names/resolution
# features: [coroutine, generator, messages]
# ---


def told(error):
    print(type(error).__name__, error)


def generator():
    try:
        print(late)
    except UnboundLocalError as error:
        told(error)
    for _ in range(2):
        try:
            del late
        except NameError as error:
            told(error)
    try:
        late += 1
    except Exception as error:
        told(error)
    yield 1
    late = 2
    inner = lambda: late
    try:
        print(late, inner())
        del late
        inner()
    except NameError as error:
        told(error)
    yield 2


async def coroutine(given):
    for number in range(2):
        try:
            print(given)
            del given
        except UnboundLocalError as error:
            told(error)
    return lambda: given


print(list(generator()))
try:
    coroutine("given").send(None)
except StopIteration as stop:
    print(stop.value.__closure__)
