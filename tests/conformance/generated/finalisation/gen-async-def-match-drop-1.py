# ---
# description: Suspensions in a match statement of a coroutine, dropped at suspension 1.
# rule: drop/closed
# features: [coroutine, types-coroutine, match, finalisation]
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
    match (await ask(1)):
        case 'a' if (await ask(2)):
            print('case a')
        case other:
            print('other', other)


o = body()
step(lambda: o.send(None))
del o
print('dropped')
