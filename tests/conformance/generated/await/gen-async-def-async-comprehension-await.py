# ---
# description: Suspensions in comprehensions of a coroutine, driven through another of its form.
# rule: await/delegation
# features: [coroutine, types-coroutine, async-comprehension]
# generated: true
# ---

import types


@types.coroutine
def ask(question):
    return (yield question)


async def items():
    yield "first"
    yield "second"


def step(operation):
    try:
        print("out:", operation())
    except BaseException as error:
        print("ended:", repr(error))


async def body():
    print([(n, (await ask(1))) for n in 'xy'])
    print({n: (await ask(2)) async for n in items()})


async def outer():
    print('result', await body())


o = outer()
step(lambda: o.send(None))
step(lambda: o.send('a'))
step(lambda: o.send('b'))
step(lambda: o.send('c'))
step(lambda: o.send('d'))
step(lambda: o.send('e'))
