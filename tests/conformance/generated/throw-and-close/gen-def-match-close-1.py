# ---
# description: Suspensions in a match statement of a generator, closed at suspension 1.
# rule: generator/close
# features: [generator, match]
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


o = body()
step(lambda: o.send(None))
step(lambda: o.close())
step(lambda: o.send('c'))
step(lambda: o.send('d'))
