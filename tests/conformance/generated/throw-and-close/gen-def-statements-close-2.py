# ---
# description: Suspensions in two statements of a generator, closed at suspension 2.
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
    got = (yield 1)
    print('got', got)
    got = (yield 2)
    print('got', got)
    return 'result'


o = body()
step(lambda: o.send(None))
step(lambda: o.send('a'))
step(lambda: o.close())
step(lambda: o.send('c'))
step(lambda: o.send('d'))
