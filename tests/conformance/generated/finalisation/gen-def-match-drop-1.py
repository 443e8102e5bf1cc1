# ---
# description: Suspensions in a match statement of a generator, dropped at suspension 1.
# rule: drop/closed
# features: [generator, match, finalisation]
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
    match (yield 1):
        case 'a' if (yield 2):
            print('case a')
        case other:
            print('other', other)


o = body()
step(lambda: o.send(None))
del o
print('dropped')
