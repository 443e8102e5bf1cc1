# ---
# description: Suspensions in a while loop of a coroutine, driven through another of its form.
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
    n = 0
    while (await ask(1)) and n < 2:
        n += 1
        if (await ask(2)) == 'b':
            continue
        print('body', n)
    else:
        print('else')


async def outer():
    print('result', await body())


o = outer()
step(lambda: o.send(None))
step(lambda: o.send('a'))
step(lambda: o.send('b'))
step(lambda: o.send('c'))
step(lambda: o.send('d'))
step(lambda: o.send('e'))
