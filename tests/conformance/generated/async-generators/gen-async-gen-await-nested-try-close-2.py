# ---
# description: Suspensions in a try in a handler of an asynchronous generator, at its await, closed at suspension 2.
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
        try:
            print((await ask(1)))
        except KeyError:
            print('first handler', (await ask(2)))
            raise ValueError('from the handler')
    except ValueError as error:
        print(repr(error), repr(error.__context__))


o = body()
awaitable = o.__anext__()
step(lambda: awaitable.send(None))
step(lambda: awaitable.send('a'))
step(lambda: awaitable.close())
step(lambda: awaitable.send('c'))
step(lambda: awaitable.send('d'))
