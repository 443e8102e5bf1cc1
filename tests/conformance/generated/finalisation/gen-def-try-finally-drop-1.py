# ---
# description: Suspensions in a try with a finally of a generator, dropped at suspension 1.
# rule: drop/closed
# features: [generator, finalisation]
# generated: true
# ---

import sys

sys.unraisablehook = lambda args: print('ignored:', repr(args.exc_value))


def step(operation):
    try:
        print("out:", operation())
    except BaseException as error:
        print("ended:", repr(error))


def body():
    try:
        print('body', (yield 1))
        print('body', (yield 2))
    finally:
        print('finally')


o = body()
step(lambda: o.send(None))
del o
print('dropped')
