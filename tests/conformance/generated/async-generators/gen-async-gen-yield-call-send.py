# ---
# description: Suspensions in the arguments of a call of an asynchronous generator, at its yield, sent to until it ends.
# rule: async-generator/asend
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
step(lambda: o.asend('a').send(None))
step(lambda: o.asend('b').send(None))
step(lambda: o.asend('c').send(None))
step(lambda: o.asend('d').send(None))
step(lambda: o.asend('e').send(None))
