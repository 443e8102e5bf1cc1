# ---
# description: Suspensions in and, or and a conditional expression of an asynchronous generator, at its yield, thrown into at suspension 1.
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
    print(((yield 1) and (yield 2)) or say('neither'))
    print((yield 1) if say('') else (yield 2))


o = body()
step(lambda: o.__anext__().send(None))
step(lambda: o.athrow(KeyError('thrown')).send(None))
step(lambda: o.asend('c').send(None))
step(lambda: o.asend('d').send(None))
