# ---
# description: Suspensions in the arguments of a call of an asynchronous generator, at its yield, driven through another of its form.
# rule: async-for/protocol
# features: [async-generator, async-for]
# generated: true
# ---

def say(value):
    print("say", value)
    return value


def step(operation):
    try:
        print("out:", operation())
    except BaseException as error:
        print("ended:", repr(error))


async def body():
    print(say('left'), (yield 1), say('middle'), (yield 2), say('right'))


async def outer():
    async for item in body():
        print('item', item)


o = outer()
step(lambda: o.send(None))
step(lambda: o.send(None))
step(lambda: o.send(None))
step(lambda: o.send(None))
