# ---
# description: Suspensions in two statements of an asynchronous generator, at its yield, driven through another of its form.
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
    got = (yield 1)
    print('got', got)
    got = (yield 2)
    print('got', got)
    return


async def outer():
    async for item in body():
        print('item', item)


o = outer()
step(lambda: o.send(None))
step(lambda: o.send(None))
step(lambda: o.send(None))
step(lambda: o.send(None))
