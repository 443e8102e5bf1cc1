# ---
# description: Suspensions in a try and its finally of an asynchronous generator, at its await, closed at suspension 1.
# rule: async-generator/awaitable-close
# features: [async-generator, types-coroutine, finalisation]
# generated: true
# ---

import types


@types.coroutine
def ask(question):
    return (yield question)


def step(operation):
    try:
        print("out:", operation())
    except BaseException as error:
        print("ended:", repr(error))


async def body():
    if False:
        yield
    try:
        print('body', (await ask(1)))
    finally:
        print('finally', (await ask(2)))
    print('behind')


o = body()
awaitable = o.__anext__()
step(lambda: awaitable.send(None))
step(lambda: awaitable.close())
step(lambda: awaitable.send('c'))
step(lambda: awaitable.send('d'))
