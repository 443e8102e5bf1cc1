# ---
# description: Suspensions in a while loop of a generator, closed at suspension 2.
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
    n = 0
    while (yield 1) and n < 2:
        n += 1
        if (yield 2) == 'b':
            continue
        print('body', n)
    else:
        print('else')


o = body()
step(lambda: o.send(None))
step(lambda: o.send('a'))
step(lambda: o.close())
step(lambda: o.send('c'))
step(lambda: o.send('d'))
