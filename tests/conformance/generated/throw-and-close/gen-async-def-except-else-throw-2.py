# ---
# description: Suspensions in the else of a try of a coroutine, thrown into at suspension 2.
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
    except KeyError:
        print('handler')
        raise
    else:
        print('else', (await ask(2)))
    finally:
        print('finally')


o = body()
step(lambda: o.send(None))
step(lambda: o.send('a'))
step(lambda: o.throw(KeyError('thrown')))
step(lambda: o.send('c'))
step(lambda: o.send('d'))
