# ---
# description: Suspensions in a try and its finally of a generator, thrown into at suspension 2.
# rule: generator/throw
# features: [generator]
# generated: true
# ---

def step(operation):
    try:
        print("out:", operation())
    except BaseException as error:
        print("ended:", repr(error))


def body():
    try:
        print('body', (yield 1))
    finally:
        print('finally', (yield 2))
    print('behind')


o = body()
step(lambda: o.send(None))
step(lambda: o.send('a'))
step(lambda: o.throw(KeyError('thrown')))
step(lambda: o.send('c'))
step(lambda: o.send('d'))
