# ---
# description: Suspensions in a while loop of an asynchronous generator, at its await, closed at suspension 1.
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
    n = 0
    while (await ask(1)) and n < 2:
        n += 1
        if (await ask(2)) == 'b':
            continue
        print('body', n)
    else:
        print('else')


o = body()
awaitable = o.__anext__()
step(lambda: awaitable.send(None))
step(lambda: awaitable.close())
step(lambda: awaitable.send('c'))
step(lambda: awaitable.send('d'))
