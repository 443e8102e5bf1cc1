# ---
# description: Suspensions in a for loop that is left of a generator, driven through another of its form.
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
    for n in range(3):
        try:
            if (yield 1):
                break
        finally:
            print('finally', n)
    print('behind', (yield 2))


def outer():
    print('result', (yield from body()))


o = outer()
step(lambda: o.send(None))
step(lambda: o.send('a'))
step(lambda: o.send('b'))
step(lambda: o.send('c'))
step(lambda: o.send('d'))
step(lambda: o.send('e'))
