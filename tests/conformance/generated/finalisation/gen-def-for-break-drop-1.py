# ---
# description: Suspensions in a for loop that is left of a generator, dropped at suspension 1.
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
    for n in range(3):
        try:
            if (yield 1):
                break
        finally:
            print('finally', n)
    print('behind', (yield 2))


o = body()
step(lambda: o.send(None))
del o
print('dropped')
