# ---
# description: Suspensions in the else of a try of a generator, dropped at suspension 2.
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
    except KeyError:
        print('handler')
        raise
    else:
        print('else', (yield 2))
    finally:
        print('finally')


o = body()
step(lambda: o.send(None))
step(lambda: o.send('a'))
del o
print('dropped')
