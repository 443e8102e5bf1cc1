# ---
# description: Suspensions in a for loop that is left of a coroutine, dropped at suspension 2.
# rule: drop/closed
# features: [coroutine, types-coroutine, finalisation]
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
    for n in range(3):
        try:
            if (await ask(1)):
                break
        finally:
            print('finally', n)
    print('behind', (await ask(2)))


o = body()
step(lambda: o.send(None))
step(lambda: o.send('a'))
del o
print('dropped')
