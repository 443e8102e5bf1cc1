# ---
# description: Suspensions in targets of an assignment of a coroutine, dropped at suspension 1.
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


async def items():
    yield "first"
    yield "second"


def step(operation):
    try:
        print("out:", operation())
    except BaseException as error:
        print("ended:", repr(error))


async def body():
    box = {}
    box[(await ask(1))] = box[say('k')] = (await ask(2))
    print(sorted(box.items(), key=str))


o = body()
step(lambda: o.send(None))
del o
print('dropped')
