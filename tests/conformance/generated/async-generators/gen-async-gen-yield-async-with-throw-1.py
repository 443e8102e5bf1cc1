# ---
# description: Suspensions in an async with statement of an asynchronous generator, at its yield, thrown into at suspension 1.
# rule: async-generator/athrow
# features: [async-generator, async-with]
# generated: true
# ---

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
        print(a, (yield 1))
    print('behind', (yield 2))


o = body()
step(lambda: o.__anext__().send(None))
step(lambda: o.athrow(KeyError('thrown')).send(None))
step(lambda: o.asend('c').send(None))
step(lambda: o.asend('d').send(None))
