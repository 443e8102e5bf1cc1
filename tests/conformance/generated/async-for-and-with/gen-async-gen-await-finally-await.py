# ---
# description: Suspensions in a try and its finally of an asynchronous generator, at its await, driven through another of its form.
# rule: async-for/protocol
# features: [async-generator, types-coroutine, async-for]
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


async def outer():
    async for item in body():
        print('item', item)


o = outer()
step(lambda: o.send(None))
step(lambda: o.send('a'))
step(lambda: o.send('b'))
step(lambda: o.send('c'))
step(lambda: o.send('d'))
step(lambda: o.send('e'))
