# ---
# description: Suspensions in a with statement of a generator, dropped at suspension 2.
# rule: drop/closed
# features: [generator, finalisation]
# generated: true
# ---

import sys

sys.unraisablehook = lambda args: print('ignored:', repr(args.exc_value))


class Manager:
    def __init__(self, name):
        self.name = name

    def __enter__(self):
        print("enter", self.name)
        return self.name

    def __exit__(self, kind, error, traceback):
        print("exit", self.name, repr(error))


def step(operation):
    try:
        print("out:", operation())
    except BaseException as error:
        print("ended:", repr(error))


def body():
    with Manager('a') as a, Manager('b'):
        print(a, (yield 1))
    print('behind', (yield 2))


o = body()
step(lambda: o.send(None))
step(lambda: o.send('a'))
del o
print('dropped')
