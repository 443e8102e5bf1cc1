# ---
# description: Suspensions in an f-string of an asynchronous generator, at its yield, thrown into at suspension 2.
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
    print(f'{say("x")!r} {(yield 1)} {say("y")} {(yield 2)!s:>4}')


o = body()
step(lambda: o.__anext__().send(None))
step(lambda: o.asend('a').send(None))
step(lambda: o.athrow(KeyError('thrown')).send(None))
step(lambda: o.asend('c').send(None))
step(lambda: o.asend('d').send(None))
