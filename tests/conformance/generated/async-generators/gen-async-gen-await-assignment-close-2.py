# ---
# description: Suspensions in targets of an assignment of an asynchronous generator, at its await, closed at suspension 2.
# rule: async-generator/awaitable-close
# features: [async-generator, types-coroutine, finalisation]
# generated: true
# ---

import types


@types.coroutine
def ask(question):
    return (yield question)


def say(value):
    print("say", value)
    return value


async def items():
    yield "first"
    yield "second"


def step(operation):
    try:
        print("out:", operation())
    except BaseException as error:
        print("ended:", repr(error))


async def body():
    if False:
        yield
    box = {}
    box[(await ask(1))] = box[say('k')] = (await ask(2))
    print(sorted(box.items(), key=str))


o = body()
awaitable = o.__anext__()
step(lambda: awaitable.send(None))
step(lambda: awaitable.send('a'))
step(lambda: awaitable.close())
step(lambda: awaitable.send('c'))
step(lambda: awaitable.send('d'))
