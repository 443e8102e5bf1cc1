# ---
# description: Suspensions in the arguments of a call of a generator, driven through another of its form.
# rule: yield-from/transparent
# features: [generator, yield-from]
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


def outer():
    print('result', (yield from body()))


o = outer()
step(lambda: o.send(None))
step(lambda: o.send('a'))
step(lambda: o.send('b'))
step(lambda: o.send('c'))
step(lambda: o.send('d'))
step(lambda: o.send('e'))
