# ---
# description: Suspensions in the arguments of a call of a coroutine, dropped at suspension 1.
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


def say(value):
    print("say", value)
    return value


def step(operation):
    try:
        print("out:", operation())
    except BaseException as error:
        print("ended:", repr(error))


async def body():
    print(say('left'), (await ask(1)), say('middle'), (await ask(2)), say('right'))


o = body()
step(lambda: o.send(None))
del o
print('dropped')
