# ---
# description: How athrow and aclose end, by what the generator does.
# rule: async-generator/athrow-outcome
# features: [async-generator, messages]
# ---

async def yields():
    try:
        yield 1
    except BaseException:
        yield 2


async def returns():
    try:
        yield 1
    except BaseException:
        return


async def raises():
    try:
        yield 1
    except BaseException:
        raise ValueError("other") from None


def run(awaitable):
    try:
        awaitable.send(None)
    except BaseException as error:
        return repr(error)


for function in (yields, returns, raises):
    for end in (lambda o: o.athrow(KeyError), lambda o: o.athrow(GeneratorExit), lambda o: o.aclose()):
        agen = function()
        run(agen.__anext__())
        print(function.__name__, run(end(agen)), run(agen.__anext__()))
