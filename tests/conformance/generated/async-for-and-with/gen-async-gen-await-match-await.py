# ---
# description: Suspensions in a match statement of an asynchronous generator, at its await, driven through another of its form.
# rule: async-for/protocol
# features: [async-generator, types-coroutine, match, async-for]
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
    match (await ask(1)):
        case 'a' if (await ask(2)):
            print('case a')
        case other:
            print('other', other)


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
