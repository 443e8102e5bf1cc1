# ---
# description: Suspensions in the tests of an if of a coroutine, closed at suspension 2.
# rule: coroutine/close
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
    if (await ask(1)):
        print('then', (await ask(2)))
    else:
        print('else', (await ask(2)))


o = body()
step(lambda: o.send(None))
step(lambda: o.send('a'))
step(lambda: o.close())
step(lambda: o.send('c'))
step(lambda: o.send('d'))
