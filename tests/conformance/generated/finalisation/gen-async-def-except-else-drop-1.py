# ---
# description: Suspensions in the else of a try of a coroutine, dropped at suspension 1.
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
    except KeyError:
        print('handler')
        raise
    else:
        print('else', (await ask(2)))
    finally:
        print('finally')


o = body()
step(lambda: o.send(None))
del o
print('dropped')
