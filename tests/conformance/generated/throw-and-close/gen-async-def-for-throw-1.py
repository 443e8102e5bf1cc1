# ---
# description: Suspensions in a for loop of a coroutine, thrown into at suspension 1.
# rule: coroutine/throw
# features: [coroutine, types-coroutine]
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
    for n in range(2):
        print(n, (await ask(1)))
    else:
        print('else', (await ask(2)))


o = body()
step(lambda: o.send(None))
step(lambda: o.throw(KeyError('thrown')))
step(lambda: o.send('c'))
step(lambda: o.send('d'))
