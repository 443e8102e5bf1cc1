# ---
# description: A yielded None ends the awaitable; since some bugfix release of 3.13 StopIteration has it as its argument.
# rule: stop-iteration/return-value
# features: [async-generator]
# ---

async def a():
    yield
    try:
        yield
    except ValueError:
        yield


def ended(step):
    try:
        step()
    except StopIteration as stop:
        print(stop.args, stop.value)


agen = a()
ended(lambda: agen.__anext__().send(None))
ended(lambda: agen.asend(None).__next__())
ended(lambda: agen.athrow(ValueError).send(None))
ended(lambda: agen.aclose().send(None))
