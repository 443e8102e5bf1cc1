# ---
# description: Suspensions in a match statement of an asynchronous generator, at its yield, closed at suspension 1.
# rule: async-generator/aclose
# features: [async-generator, match]
# generated: true
# ---

def step(operation):
    try:
        print("out:", operation())
    except BaseException as error:
        print("ended:", repr(error))


async def body():
    match (yield 1):
        case 'a' if (yield 2):
            print('case a')
        case other:
            print('other', other)


o = body()
step(lambda: o.__anext__().send(None))
step(lambda: o.aclose().send(None))
step(lambda: o.asend('c').send(None))
step(lambda: o.asend('d').send(None))
