# ---
# description: Suspensions in a for loop of a generator, sent to until it ends.
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
    for n in range(2):
        print(n, (yield 1))
    else:
        print('else', (yield 2))


o = body()
step(lambda: o.send(None))
step(lambda: o.send('a'))
step(lambda: o.send('b'))
step(lambda: o.send('c'))
step(lambda: o.send('d'))
step(lambda: o.send('e'))
