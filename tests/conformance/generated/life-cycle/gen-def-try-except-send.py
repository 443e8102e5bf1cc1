# ---
# description: Suspensions in a try and its handler of a generator, sent to until it ends.
# rule: generator/send
# features: [generator]
# generated: true
# ---

def step(operation):
    try:
        print("out:", operation())
    except BaseException as error:
        print("ended:", repr(error))


def body():
    try:
        print('body', (yield 1))
    except KeyError as error:
        print('handler', repr(error), (yield 2))
    print('behind')


o = body()
step(lambda: o.send(None))
step(lambda: o.send('a'))
step(lambda: o.send('b'))
step(lambda: o.send('c'))
step(lambda: o.send('d'))
step(lambda: o.send('e'))
