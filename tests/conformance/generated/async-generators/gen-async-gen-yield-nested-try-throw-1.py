# ---
# description: Suspensions in a try in a handler of an asynchronous generator, at its yield, thrown into at suspension 1.
# rule: async-generator/athrow
# features: [async-generator]
# generated: true
# ---

def step(operation):
    try:
        print("out:", operation())
    except BaseException as error:
        print("ended:", repr(error))


async def body():
    try:
        try:
            print((yield 1))
        except KeyError:
            print('first handler', (yield 2))
            raise ValueError('from the handler')
    except ValueError as error:
        print(repr(error), repr(error.__context__))


o = body()
step(lambda: o.__anext__().send(None))
step(lambda: o.athrow(KeyError('thrown')).send(None))
step(lambda: o.asend('c').send(None))
step(lambda: o.asend('d').send(None))
