# ---
# description: Suspensions in and, or and a conditional expression of a generator, thrown into at suspension 2.
# rule: generator/throw
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
    print(((yield 1) and (yield 2)) or say('neither'))
    print((yield 1) if say('') else (yield 2))


o = body()
step(lambda: o.send(None))
step(lambda: o.send('a'))
step(lambda: o.throw(KeyError('thrown')))
step(lambda: o.send('c'))
step(lambda: o.send('d'))
