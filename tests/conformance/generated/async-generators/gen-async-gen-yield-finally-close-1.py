# ---
# description: Suspensions in a try and its finally of an asynchronous generator, at its yield, closed at suspension 1.
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
    try:
        print('body', (yield 1))
    finally:
        print('finally', (yield 2))
    print('behind')


o = body()
step(lambda: o.__anext__().send(None))
step(lambda: o.aclose().send(None))
step(lambda: o.asend('c').send(None))
step(lambda: o.asend('d').send(None))
