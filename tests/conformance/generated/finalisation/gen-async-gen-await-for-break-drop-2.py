# ---
# description: Suspensions in a for loop that is left of an asynchronous generator, at its await, dropped at suspension 2.
# rule: async-generator/finaliser
# features: [async-generator, types-coroutine, finalisation]
# generated: true
# ---

import sys
import types

sys.unraisablehook = lambda args: print('ignored:', repr(args.exc_value))


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
    for n in range(3):
        try:
            if (await ask(1)):
                break
        finally:
            print('finally', n)
    print('behind', (await ask(2)))


o = body()
awaitable = o.__anext__()
step(lambda: awaitable.send(None))
step(lambda: awaitable.send('a'))
del awaitable
del o
print('dropped')
