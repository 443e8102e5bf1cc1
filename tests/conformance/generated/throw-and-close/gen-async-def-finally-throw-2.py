# ---
# description: Suspensions in a try and its finally of a coroutine, thrown into at suspension 2.
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
    try:
        print('body', (await ask(1)))
    finally:
        print('finally', (await ask(2)))
    print('behind')


o = body()
step(lambda: o.send(None))
step(lambda: o.send('a'))
step(lambda: o.throw(KeyError('thrown')))
step(lambda: o.send('c'))
step(lambda: o.send('d'))
