# ---
# description: Suspensions in the arguments of a call of a coroutine, thrown into at suspension 2.
# rule: coroutine/throw
# features: [coroutine, types-coroutine]
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
    print(say('left'), (await ask(1)), say('middle'), (await ask(2)), say('right'))


o = body()
step(lambda: o.send(None))
step(lambda: o.send('a'))
step(lambda: o.throw(KeyError('thrown')))
step(lambda: o.send('c'))
step(lambda: o.send('d'))
