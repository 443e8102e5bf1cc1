# ---
# description: Suspensions in the arguments of a call of a generator, closed at suspension 2.
# rule: generator/close
# features: [generator]
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


def body():
    print(say('left'), (yield 1), say('middle'), (yield 2), say('right'))


o = body()
step(lambda: o.send(None))
step(lambda: o.send('a'))
step(lambda: o.close())
step(lambda: o.send('c'))
step(lambda: o.send('d'))
