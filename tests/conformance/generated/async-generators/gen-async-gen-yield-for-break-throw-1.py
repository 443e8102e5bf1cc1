# ---
# description: Suspensions in a for loop that is left of an asynchronous generator, at its yield, thrown into at suspension 1.
# rule: async-generator/athrow
# features: [async-generator]
# generated: true
# ---

def step(operation):
    try:
        print("out:", operation())
    except BaseException as error:
        print("ended:", repr(error))


async def body():
    for n in range(3):
        try:
            if (yield 1):
                break
        finally:
            print('finally', n)
    print('behind', (yield 2))


o = body()
step(lambda: o.__anext__().send(None))
step(lambda: o.athrow(KeyError('thrown')).send(None))
step(lambda: o.asend('c').send(None))
step(lambda: o.asend('d').send(None))
