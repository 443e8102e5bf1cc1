# ---
# description: Suspensions in a while loop of an asynchronous generator, at its yield, driven through another of its form.
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
    n = 0
    while (yield 1) and n < 2:
        n += 1
        if (yield 2) == 'b':
            continue
        print('body', n)
    else:
        print('else')


async def outer():
    async for item in body():
        print('item', item)


o = outer()
step(lambda: o.send(None))
step(lambda: o.send(None))
step(lambda: o.send(None))
step(lambda: o.send(None))
