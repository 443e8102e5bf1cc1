# ---
# description: Suspensions in and, or and a conditional expression of a generator, dropped at suspension 2.
# rule: drop/closed
# features: [generator, finalisation]
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


def body():
    print(((yield 1) and (yield 2)) or say('neither'))
    print((yield 1) if say('') else (yield 2))


o = body()
step(lambda: o.send(None))
step(lambda: o.send('a'))
del o
print('dropped')
