# ---
# description: Suspensions in the tests of an if of a generator, closed at suspension 1.
# rule: generator/close
# features: [generator]
# generated: true
# ---

def step(operation):
    try:
        print("out:", operation())
    except BaseException as error:
        print("ended:", repr(error))


def body():
    if (yield 1):
        print('then', (yield 2))
    else:
        print('else', (yield 2))


o = body()
step(lambda: o.send(None))
step(lambda: o.close())
step(lambda: o.send('c'))
step(lambda: o.send('d'))
