# ---
# description: Suspensions in two statements of an asynchronous generator, at its yield, closed at suspension 1.
# rule: async-generator/aclose
# features: [async-generator]
# generated: true
# ---

def step(operation):
    try:
        print("out:", operation())
    except BaseException as error:
        print("ended:", repr(error))


async def body():
    got = (yield 1)
    print('got', got)
    got = (yield 2)
    print('got', got)
    return


o = body()
step(lambda: o.__anext__().send(None))
step(lambda: o.aclose().send(None))
step(lambda: o.asend('c').send(None))
step(lambda: o.asend('d').send(None))
