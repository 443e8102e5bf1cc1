# ---
# description: Suspensions in a try in a handler of a generator, thrown into at suspension 1.
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
        try:
            print((yield 1))
        except KeyError:
            print('first handler', (yield 2))
            raise ValueError('from the handler')
    except ValueError as error:
        print(repr(error), repr(error.__context__))


o = body()
step(lambda: o.send(None))
step(lambda: o.throw(KeyError('thrown')))
step(lambda: o.send('c'))
step(lambda: o.send('d'))
