# ---
# description: Suspensions in the tests of an if of an asynchronous generator, at its yield, thrown into at suspension 2.
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
    if (yield 1):
        print('then', (yield 2))
    else:
        print('else', (yield 2))


o = body()
step(lambda: o.__anext__().send(None))
step(lambda: o.asend('a').send(None))
step(lambda: o.athrow(KeyError('thrown')).send(None))
step(lambda: o.asend('c').send(None))
step(lambda: o.asend('d').send(None))
