# ---
# description: Suspensions in an async for loop of an asynchronous generator, at its yield, closed at suspension 1.
# rule: async-generator/aclose
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
step(lambda: o.aclose().send(None))
step(lambda: o.asend('c').send(None))
step(lambda: o.asend('d').send(None))
