# ---
# description: Suspensions in a try and its finally of an asynchronous generator, at its await, dropped at suspension 1.
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
    try:
        print('body', (await ask(1)))
    finally:
        print('finally', (await ask(2)))
    print('behind')


o = body()
awaitable = o.__anext__()
step(lambda: awaitable.send(None))
del awaitable
del o
print('dropped')
