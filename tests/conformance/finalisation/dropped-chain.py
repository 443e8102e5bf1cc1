# ---
# description: A long chain of suspended objects, each the only reference to the next, is closed from its outer end without nested calls of a program.
# rule: drop/closed
# features: [generator, async-generator, finalisation]
# ---

LENGTH = 700
closed = []


def holds(number, inner):
    try:
        yield
    finally:
        closed.append(number)
    yield inner


def delegates(number, inner):
    yield
    yield from inner or ()


async def is_asynchronous(number, inner):
    try:
        yield
    finally:
        closed.append(number)
    yield inner


def begin(it):
    if hasattr(it, "asend"):
        it = it.asend(None)
    try:
        it.send(None)
    except StopIteration:
        pass


for function in (holds, delegates, is_asynchronous):
    chain = None
    for number in range(LENGTH):
        chain = function(number, chain)
        begin(chain)
    del chain
    print(function.__name__, len(closed), closed == sorted(closed, reverse=True))
    closed.clear()
