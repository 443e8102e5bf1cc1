# ---
# description: Suspensions in and, or and a conditional expression of a generator, closed at suspension 1.
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
    print(((yield 1) and (yield 2)) or say('neither'))
    print((yield 1) if say('') else (yield 2))


o = body()
step(lambda: o.send(None))
step(lambda: o.close())
step(lambda: o.send('c'))
step(lambda: o.send('d'))
