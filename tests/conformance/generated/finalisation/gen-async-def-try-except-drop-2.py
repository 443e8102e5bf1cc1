# ---
# description: Suspensions in a try and its handler of a coroutine, dropped at suspension 2.
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
    try:
        print('body', (await ask(1)))
    except KeyError as error:
        print('handler', repr(error), (await ask(2)))
    print('behind')


o = body()
step(lambda: o.send(None))
step(lambda: o.send('a'))
del o
print('dropped')
