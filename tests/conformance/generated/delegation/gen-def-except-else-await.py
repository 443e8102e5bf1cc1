# ---
# description: Suspensions in the else of a try of a generator, driven through another of its form.
# rule: yield-from/transparent
# features: [generator, yield-from]
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
    except KeyError:
        print('handler')
        raise
    else:
        print('else', (yield 2))
    finally:
        print('finally')


def outer():
    print('result', (yield from body()))


o = outer()
step(lambda: o.send(None))
step(lambda: o.send('a'))
step(lambda: o.send('b'))
step(lambda: o.send('c'))
step(lambda: o.send('d'))
step(lambda: o.send('e'))
