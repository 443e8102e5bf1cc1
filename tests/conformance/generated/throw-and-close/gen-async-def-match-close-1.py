# ---
# description: Suspensions in a match statement of a coroutine, closed at suspension 1.
# rule: coroutine/close
# features: [coroutine, types-coroutine, match]
# generated: true
# ---

import types


@types.coroutine
def ask(question):
    return (yield question)


def step(operation):
    try:
        print("out:", operation())
    except BaseException as error:
        print("ended:", repr(error))


async def body():
    match (await ask(1)):
        case 'a' if (await ask(2)):
            print('case a')
        case other:
            print('other', other)


o = body()
step(lambda: o.send(None))
step(lambda: o.close())
step(lambda: o.send('c'))
step(lambda: o.send('d'))
