# ---
# description: Suspensions in a with statement of an asynchronous generator, at its await, closed at suspension 1.
# rule: async-generator/awaitable-close
# features: [async-generator, types-coroutine, finalisation]
# generated: true
# ---

import types


@types.coroutine
def ask(question):
    return (yield question)


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
    if False:
        yield
    with Manager('a') as a, Manager('b'):
        print(a, (await ask(1)))
    print('behind', (await ask(2)))


o = body()
awaitable = o.__anext__()
step(lambda: awaitable.send(None))
step(lambda: awaitable.close())
step(lambda: awaitable.send('c'))
step(lambda: awaitable.send('d'))
