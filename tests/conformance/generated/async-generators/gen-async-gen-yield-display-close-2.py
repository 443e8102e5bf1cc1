# ---
# description: Suspensions in displays within each other of an asynchronous generator, at its yield, closed at suspension 2.
# rule: async-generator/aclose
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
    print([say('a'), ((yield 1), {say('b'): (yield 2)})])


o = body()
step(lambda: o.__anext__().send(None))
step(lambda: o.asend('a').send(None))
step(lambda: o.aclose().send(None))
step(lambda: o.asend('c').send(None))
step(lambda: o.asend('d').send(None))
