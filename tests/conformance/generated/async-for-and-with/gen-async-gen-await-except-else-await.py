# ---
# description: Suspensions in the else of a try of an asynchronous generator, at its await, driven through another of its form.
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
    except KeyError:
        print('handler')
        raise
    else:
        print('else', (await ask(2)))
    finally:
        print('finally')


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
