# ---
# description: Suspensions in a try in a handler of a generator, dropped at suspension 2.
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
        try:
            print((yield 1))
        except KeyError:
            print('first handler', (yield 2))
            raise ValueError('from the handler')
    except ValueError as error:
        print(repr(error), repr(error.__context__))


o = body()
step(lambda: o.send(None))
step(lambda: o.send('a'))
del o
print('dropped')
