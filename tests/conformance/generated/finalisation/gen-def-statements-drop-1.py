# ---
# description: Suspensions in two statements of a generator, dropped at suspension 1.
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
    got = (yield 1)
    print('got', got)
    got = (yield 2)
    print('got', got)
    return 'result'


o = body()
step(lambda: o.send(None))
del o
print('dropped')
