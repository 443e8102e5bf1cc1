# ---
# description: Suspensions in and, or and a conditional expression of an asynchronous generator, at its yield, dropped at suspension 1.
# rule: async-generator/finaliser
# features: [async-generator, finalisation]
# generated: true
# ---

import sys

sys.unraisablehook = lambda args: print('ignored:', repr(args.exc_value))


def say(value):
    print("say", value)
    return value


def step(operation):
    try:
        print("out:", operation())
    except BaseException as error:
        print("ended:", repr(error))


async def body():
    print(((yield 1) and (yield 2)) or say('neither'))
    print((yield 1) if say('') else (yield 2))


o = body()
step(lambda: o.__anext__().send(None))
del o
print('dropped')
