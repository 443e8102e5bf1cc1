# ---
# description: Suspensions in an async for loop of an asynchronous generator, at its yield, thrown into at suspension 2.
# rule: async-generator/athrow
# features: [async-generator, async-for]
# generated: true
# ---

async def items():
    yield "first"
    yield "second"


def step(operation):
    try:
        print("out:", operation())
    except BaseException as error:
        print("ended:", repr(error))


async def body():
    async for n in items():
        print(n, (yield 1))
    else:
        print('else', (yield 2))


o = body()
step(lambda: o.__anext__().send(None))
step(lambda: o.asend('a').send(None))
step(lambda: o.athrow(KeyError('thrown')).send(None))
step(lambda: o.asend('c').send(None))
step(lambda: o.asend('d').send(None))
