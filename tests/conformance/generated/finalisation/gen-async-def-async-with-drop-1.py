# ---
# description: Suspensions in an async with statement of a coroutine, dropped at suspension 1.
# rule: drop/closed
# features: [coroutine, types-coroutine, async-with, finalisation]
# generated: true
# ---

import sys
import types

sys.unraisablehook = lambda args: print('ignored:', repr(args.exc_value))


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
del o
print('dropped')
