# ---
# description: Suspensions in displays within each other of a coroutine, dropped at suspension 2.
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
    print([say('a'), ((await ask(1)), {say('b'): (await ask(2))})])


o = body()
step(lambda: o.send(None))
step(lambda: o.send('a'))
del o
print('dropped')
