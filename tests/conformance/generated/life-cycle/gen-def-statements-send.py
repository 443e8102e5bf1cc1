# ---
# description: Suspensions in two statements of a generator, sent to until it ends.
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
    got = (yield 1)
    print('got', got)
    got = (yield 2)
    print('got', got)
    return 'result'


o = body()
step(lambda: o.send(None))
step(lambda: o.send('a'))
step(lambda: o.send('b'))
step(lambda: o.send('c'))
step(lambda: o.send('d'))
step(lambda: o.send('e'))
