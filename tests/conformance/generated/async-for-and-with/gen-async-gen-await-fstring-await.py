# ---
# description: Suspensions in an f-string of an asynchronous generator, at its await, driven through another of its form.
# rule: async-for/protocol
# features: [async-generator, types-coroutine, async-for]
# generated: true
# ---

import types


@types.coroutine
def ask(question):
    return (yield question)


def say(value):
    print("say", value)
    return value


def step(operation):
    try:
        print("out:", operation())
    except BaseException as error:
        print("ended:", repr(error))


async def body():
    if False:
        yield
    print(f'{say("x")!r} {(await ask(1))} {say("y")} {(await ask(2))!s:>4}')


async def outer():
    async for item in body():
        print('item', item)


o = outer()
step(lambda: o.send(None))
step(lambda: o.send('a'))
step(lambda: o.send('b'))
step(lambda: o.send('c'))
step(lambda: o.send('d'))
step(lambda: o.send('e'))
