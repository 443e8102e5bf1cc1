# ---
# description: Suspensions in the arguments of a call of an asynchronous generator, at its yield, thrown into at suspension 1.
# rule: async-generator/athrow
# features: [async-generator]
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


o = body()
step(lambda: o.__anext__().send(None))
step(lambda: o.athrow(KeyError('thrown')).send(None))
step(lambda: o.asend('c').send(None))
step(lambda: o.asend('d').send(None))
