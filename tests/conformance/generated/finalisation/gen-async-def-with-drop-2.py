# ---
# description: Suspensions in a with statement of a coroutine, dropped at suspension 2.
# rule: drop/closed
# features: [coroutine, types-coroutine, finalisation]
# generated: true
# ---

import sys
import types

sys.unraisablehook = lambda args: print('ignored:', repr(args.exc_value))


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
    with Manager('a') as a, Manager('b'):
        print(a, (await ask(1)))
    print('behind', (await ask(2)))


o = body()
step(lambda: o.send(None))
step(lambda: o.send('a'))
del o
print('dropped')
