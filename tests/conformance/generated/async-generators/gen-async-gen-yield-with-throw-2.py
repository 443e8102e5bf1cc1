# ---
# description: Suspensions in a with statement of an asynchronous generator, at its yield, thrown into at suspension 2.
# rule: async-generator/athrow
# features: [async-generator]
# generated: true
# ---

class Manager:
    def __init__(self, name):
        self.name = name

    def __enter__(self):
        print("enter", self.name)
        return self.name

    def __exit__(self, kind, error, traceback):
        print("exit", self.name, repr(error))


def step(operation):
    try:
        print("out:", operation())
    except BaseException as error:
        print("ended:", repr(error))


async def body():
    with Manager('a') as a, Manager('b'):
        print(a, (yield 1))
    print('behind', (yield 2))


o = body()
step(lambda: o.__anext__().send(None))
step(lambda: o.asend('a').send(None))
step(lambda: o.athrow(KeyError('thrown')).send(None))
step(lambda: o.asend('c').send(None))
step(lambda: o.asend('d').send(None))
