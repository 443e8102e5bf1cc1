# ---
# description: Suspensions in an async with statement of an asynchronous generator, at its await, driven through another of its form.
# rule: async-for/protocol
# features: [async-generator, types-coroutine, async-with, async-for]
# generated: true
# ---

import types


@types.coroutine
def ask(question):
    return (yield question)


class AsyncManager:
    def __init__(self, name):
        self.name = name

    async def __aenter__(self):
        print("enter", self.name)
        return self.name

    async def __aexit__(self, kind, error, traceback):
        print("exit", self.name, repr(error))


def step(operation):
    try:
        print("out:", operation())
    except BaseException as error:
        print("ended:", repr(error))


async def body():
    if False:
        yield
    async with AsyncManager('a') as a, AsyncManager('b'):
        print(a, (await ask(1)))
    print('behind', (await ask(2)))


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
