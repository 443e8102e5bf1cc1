# ---
# description: While an exception is handled, it is the context of the StopIteration of a generator that returns None, and on some versions of any other.
# rule: stop-iteration/context
# features: [generator, coroutine, async-generator]
# ---


def generator(value):
    return value
    yield


async def coroutine(value):
    return value


async def yields(value):
    yield value


def returns_when_thrown():
    try:
        yield
    except LookupError:
        return "thrown"


def context_of(act, *given):
    try:
        raise KeyError("handled")
    except KeyError:
        try:
            act(*given)
        except StopIteration as stop:
            return stop.value, stop.__context__


for value in (None, "text", (1,), ValueError("returned")):
    print("next", context_of(next, generator(value)))
    print("send", context_of(generator(value).send, None))
    print("coroutine", context_of(coroutine(value).send, None))
    print("wrapper", context_of(next, coroutine(value).__await__()))
    print("asend", context_of(yields(value).asend(None).send, None))
begun = returns_when_thrown()
next(begun)
print("throw", context_of(begun.throw, LookupError()))
