# ---
# description: Suspensions in a try with a finally of an asynchronous generator, at its yield, dropped at suspension 2.
# rule: async-generator/finaliser
# features: [async-generator, finalisation]
# generated: true
# ---

import sys

sys.unraisablehook = lambda args: print('ignored:', repr(args.exc_value))


def step(operation):
    try:
        print("out:", operation())
    except BaseException as error:
        print("ended:", repr(error))


async def body():
    try:
        print('body', (yield 1))
        print('body', (yield 2))
    finally:
        print('finally')


o = body()
step(lambda: o.__anext__().send(None))
step(lambda: o.asend('a').send(None))
del o
print('dropped')
