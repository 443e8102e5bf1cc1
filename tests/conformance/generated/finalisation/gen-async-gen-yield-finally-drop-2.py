# ---
# description: Suspensions in a try and its finally of an asynchronous generator, at its yield, dropped at suspension 2.
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
    finally:
        print('finally', (yield 2))
    print('behind')


o = body()
step(lambda: o.__anext__().send(None))
step(lambda: o.asend('a').send(None))
del o
print('dropped')
