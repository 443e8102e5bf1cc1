# ---
# description: Suspensions in a match statement of an asynchronous generator, at its yield, dropped at suspension 2.
# rule: async-generator/finaliser
# features: [async-generator, match, finalisation]
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
    match (yield 1):
        case 'a' if (yield 2):
            print('case a')
        case other:
            print('other', other)


o = body()
step(lambda: o.__anext__().send(None))
step(lambda: o.asend('a').send(None))
del o
print('dropped')
