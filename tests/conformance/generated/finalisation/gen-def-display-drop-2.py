# ---
# description: Suspensions in displays within each other of a generator, dropped at suspension 2.
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
    print([say('a'), ((yield 1), {say('b'): (yield 2)})])


o = body()
step(lambda: o.send(None))
step(lambda: o.send('a'))
del o
print('dropped')
