# ---
# description: Suspensions in targets of an assignment of a generator, closed at suspension 2.
# rule: generator/close
# features: [generator]
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


o = body()
step(lambda: o.send(None))
step(lambda: o.send('a'))
step(lambda: o.close())
step(lambda: o.send('c'))
step(lambda: o.send('d'))
