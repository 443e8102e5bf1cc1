# ---
# description: Suspensions in comprehensions of an asynchronous generator, at its await, closed at suspension 2.
# rule: async-generator/awaitable-close
# features: [async-generator, types-coroutine, async-comprehension, finalisation]
# generated: true
# ---

import types


@types.coroutine
def ask(question):
    return (yield question)


async def items():
    yield "first"
    yield "second"


def step(operation):
    try:
        print("out:", operation())
    except BaseException as error:
        print("ended:", repr(error))


async def body():
    if False:
        yield
    print([(n, (await ask(1))) for n in 'xy'])
    print({n: (await ask(2)) async for n in items()})


o = body()
awaitable = o.__anext__()
step(lambda: awaitable.send(None))
step(lambda: awaitable.send('a'))
step(lambda: awaitable.close())
step(lambda: awaitable.send('c'))
step(lambda: awaitable.send('d'))
