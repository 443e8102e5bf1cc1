# ---
# description: Suspensions in an f-string of a coroutine, dropped at suspension 1.
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
    print(f'{say("x")!r} {(await ask(1))} {say("y")} {(await ask(2))!s:>4}')


o = body()
step(lambda: o.send(None))
del o
print('dropped')
