# ---
# description: Suspensions in a try in a handler of an asynchronous generator, at its yield, driven through another of its form.
# rule: async-for/protocol
# features: [async-generator, async-for]
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


async def outer():
    async for item in body():
        print('item', item)


o = outer()
step(lambda: o.send(None))
step(lambda: o.send(None))
step(lambda: o.send(None))
step(lambda: o.send(None))
