# ---
# description: Suspensions in targets of an assignment of an asynchronous generator, at its yield, dropped at suspension 2.
# rule: async-generator/finaliser
# features: [async-generator, finalisation]
# generated: true
# ---

import sys

sys.unraisablehook = lambda args: print('ignored:', repr(args.exc_value))


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
    box[(yield 1)] = box[say('k')] = (yield 2)
    print(sorted(box.items(), key=str))


o = body()
step(lambda: o.__anext__().send(None))
step(lambda: o.asend('a').send(None))
del o
print('dropped')
