# ---
# description: Suspensions in comprehensions of a coroutine, dropped at suspension 1.
# rule: drop/closed
# features: [coroutine, types-coroutine, async-comprehension, finalisation]
# generated: true
# ---

import sys
import types

sys.unraisablehook = lambda args: print('ignored:', repr(args.exc_value))


@types.coroutine
def ask(question):
    return (yield question)


async def items():
    yield "first"
    yield "second"


def step(operation):
    try:
        print("out:", operation())
    except BaseException as error:
        print("ended:", repr(error))


async def body():
    print([(n, (await ask(1))) for n in 'xy'])
    print({n: (await ask(2)) async for n in items()})


o = body()
step(lambda: o.send(None))
del o
print('dropped')
