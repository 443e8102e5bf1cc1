# ---
# description: Suspensions in a for loop of an asynchronous generator, at its yield, dropped at suspension 1.
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
    for n in range(2):
        print(n, (yield 1))
    else:
        print('else', (yield 2))


o = body()
step(lambda: o.__anext__().send(None))
del o
print('dropped')
