# ---
# description: Suspensions in targets of an assignment of an asynchronous generator, at its yield, sent to until it ends.
# rule: async-generator/asend
# features: [async-generator]
# generated: true
# ---

def say(value):
    print("say", value)
    return value


async def items():
    yield "first"
    yield "second"


def step(operation):
    try:
        print("out:", operation())
    except BaseException as error:
        print("ended:", repr(error))


async def body():
    box = {}
    box[(yield 1)] = box[say('k')] = (yield 2)
    print(sorted(box.items(), key=str))


o = body()
step(lambda: o.__anext__().send(None))
step(lambda: o.asend('a').send(None))
step(lambda: o.asend('b').send(None))
step(lambda: o.asend('c').send(None))
step(lambda: o.asend('d').send(None))
step(lambda: o.asend('e').send(None))
