# ---
# description: Suspensions in a while loop of a generator, dropped at suspension 2.
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
    n = 0
    while (yield 1) and n < 2:
        n += 1
        if (yield 2) == 'b':
            continue
        print('body', n)
    else:
        print('else')


o = body()
step(lambda: o.send(None))
step(lambda: o.send('a'))
del o
print('dropped')
