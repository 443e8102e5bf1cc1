# ---
# description: Suspensions in a try with a finally of a coroutine, driven through another of its form.
# rule: await/delegation
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
        print('body', (await ask(2)))
    finally:
        print('finally')


async def outer():
    print('result', await body())


o = outer()
step(lambda: o.send(None))
step(lambda: o.send('a'))
step(lambda: o.send('b'))
step(lambda: o.send('c'))
step(lambda: o.send('d'))
step(lambda: o.send('e'))
