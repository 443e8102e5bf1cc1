# ---
# description: Suspensions in a for loop that is left of a generator, thrown into at suspension 1.
# rule: generator/throw
# features: [generator]
# generated: true
# ---

def step(operation):
    try:
        print("out:", operation())
    except BaseException as error:
        print("ended:", repr(error))


def body():
    for n in range(3):
        try:
            if (yield 1):
                break
        finally:
            print('finally', n)
    print('behind', (yield 2))


o = body()
step(lambda: o.send(None))
step(lambda: o.throw(KeyError('thrown')))
step(lambda: o.send('c'))
step(lambda: o.send('d'))
