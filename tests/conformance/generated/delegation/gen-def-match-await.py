# ---
# description: Suspensions in a match statement of a generator, driven through another of its form.
# rule: yield-from/transparent
# features: [generator, match, yield-from]
# generated: true
# ---

def step(operation):
    try:
        print("out:", operation())
    except BaseException as error:
        print("ended:", repr(error))


def body():
    match (yield 1):
        case 'a' if (yield 2):
            print('case a')
        case other:
            print('other', other)


def outer():
    print('result', (yield from body()))


o = outer()
step(lambda: o.send(None))
step(lambda: o.send('a'))
step(lambda: o.send('b'))
step(lambda: o.send('c'))
step(lambda: o.send('d'))
step(lambda: o.send('e'))
