# ---
# description: Suspensions in a while loop of an asynchronous generator, at its yield, sent to until it ends.
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
    n = 0
    while (yield 1) and n < 2:
        n += 1
        if (yield 2) == 'b':
            continue
        print('body', n)
    else:
        print('else')


o = body()
step(lambda: o.__anext__().send(None))
step(lambda: o.asend('a').send(None))
step(lambda: o.asend('b').send(None))
step(lambda: o.asend('c').send(None))
step(lambda: o.asend('d').send(None))
step(lambda: o.asend('e').send(None))
