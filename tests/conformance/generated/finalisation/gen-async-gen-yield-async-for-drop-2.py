# ---
# description: Suspensions in an async for loop of an asynchronous generator, at its yield, dropped at suspension 2.
# rule: async-generator/finaliser
# features: [async-generator, async-for, finalisation]
# generated: true
# ---

import sys

sys.unraisablehook = lambda args: print('ignored:', repr(args.exc_value))


async def items():
    yield "first"
    yield "second"


def step(operation):
    try:
        print("out:", operation())
    except BaseException as error:
        print("ended:", repr(error))


async def body():
    async for n in items():
        print(n, (yield 1))
    else:
        print('else', (yield 2))


o = body()
step(lambda: o.__anext__().send(None))
step(lambda: o.asend('a').send(None))
del o
print('dropped')
