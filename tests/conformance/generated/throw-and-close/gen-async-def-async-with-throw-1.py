# ---
# description: Suspensions in an async with statement of a coroutine, thrown into at suspension 1.
# rule: coroutine/throw
# features: [coroutine, types-coroutine, async-with]
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
    async with AsyncManager('a') as a, AsyncManager('b'):
        print(a, (await ask(1)))
    print('behind', (await ask(2)))


o = body()
step(lambda: o.send(None))
step(lambda: o.throw(KeyError('thrown')))
step(lambda: o.send('c'))
step(lambda: o.send('d'))
