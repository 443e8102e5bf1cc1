# ---
# description: Suspensions in a try with a finally of an asynchronous generator, at its yield, sent to until it ends.
# rule: async-generator/asend
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
        print('body', (yield 2))
    finally:
        print('finally')


o = body()
step(lambda: o.__anext__().send(None))
step(lambda: o.asend('a').send(None))
step(lambda: o.asend('b').send(None))
step(lambda: o.asend('c').send(None))
step(lambda: o.asend('d').send(None))
step(lambda: o.asend('e').send(None))
