# ---
# description: Suspensions in a while loop of a coroutine, dropped at suspension 1.
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
    n = 0
    while (await ask(1)) and n < 2:
        n += 1
        if (await ask(2)) == 'b':
            continue
        print('body', n)
    else:
        print('else')


o = body()
step(lambda: o.send(None))
del o
print('dropped')
