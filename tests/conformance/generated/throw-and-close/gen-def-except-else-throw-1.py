# ---
# description: Suspensions in the else of a try of a generator, thrown into at suspension 1.
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
    except KeyError:
        print('handler')
        raise
    else:
        print('else', (yield 2))
    finally:
        print('finally')


o = body()
step(lambda: o.send(None))
step(lambda: o.throw(KeyError('thrown')))
step(lambda: o.send('c'))
step(lambda: o.send('d'))
