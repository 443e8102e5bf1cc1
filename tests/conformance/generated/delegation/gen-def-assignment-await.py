# ---
# description: Suspensions in targets of an assignment of a generator, driven through another of its form.
# rule: yield-from/transparent
# features: [generator, yield-from]
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


def body():
    box = {}
    box[(yield 1)] = box[say('k')] = (yield 2)
    print(sorted(box.items(), key=str))


def outer():
    print('result', (yield from body()))


o = outer()
step(lambda: o.send(None))
step(lambda: o.send('a'))
step(lambda: o.send('b'))
step(lambda: o.send('c'))
step(lambda: o.send('d'))
step(lambda: o.send('e'))
