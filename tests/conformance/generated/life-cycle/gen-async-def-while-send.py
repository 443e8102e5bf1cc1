# ---
# description: Suspensions in a while loop of a coroutine, sent to until it ends.
# rule: coroutine/send
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
    n = 0
    while (await ask(1)) and n < 2:
        n += 1
        if (await ask(2)) == 'b':
            continue
        print('body', n)
    else:
        print('else')


o = body()
step(lambda: o.send(None))
step(lambda: o.send('a'))
step(lambda: o.send('b'))
step(lambda: o.send('c'))
step(lambda: o.send('d'))
step(lambda: o.send('e'))
