# ---
# description: Suspensions in operators and a comparison of a generator, thrown into at suspension 1.
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
    print(say('a') + str((yield 1)), 'b' < str((yield 2)) < say('z'))


o = body()
step(lambda: o.send(None))
step(lambda: o.throw(KeyError('thrown')))
step(lambda: o.send('c'))
step(lambda: o.send('d'))
