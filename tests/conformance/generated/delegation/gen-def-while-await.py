# ---
# description: Suspensions in a while loop of a generator, driven through another of its form.
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
    n = 0
    while (yield 1) and n < 2:
        n += 1
        if (yield 2) == 'b':
            continue
        print('body', n)
    else:
        print('else')


def outer():
    print('result', (yield from body()))


o = outer()
step(lambda: o.send(None))
step(lambda: o.send('a'))
step(lambda: o.send('b'))
step(lambda: o.send('c'))
step(lambda: o.send('d'))
step(lambda: o.send('e'))
