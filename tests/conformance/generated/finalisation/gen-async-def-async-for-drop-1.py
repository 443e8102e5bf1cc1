# ---
# description: Suspensions in an async for loop of a coroutine, dropped at suspension 1.
# rule: drop/closed
# features: [coroutine, types-coroutine, async-for, finalisation]
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
    async for n in items():
        print(n, (await ask(1)))
    else:
        print('else', (await ask(2)))


o = body()
step(lambda: o.send(None))
del o
print('dropped')
