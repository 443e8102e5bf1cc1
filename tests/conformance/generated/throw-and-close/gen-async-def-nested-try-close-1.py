# ---
# description: Suspensions in a try in a handler of a coroutine, closed at suspension 1.
# rule: coroutine/close
# features: [coroutine, types-coroutine]
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
    try:
        try:
            print((await ask(1)))
        except KeyError:
            print('first handler', (await ask(2)))
            raise ValueError('from the handler')
    except ValueError as error:
        print(repr(error), repr(error.__context__))


o = body()
step(lambda: o.send(None))
step(lambda: o.close())
step(lambda: o.send('c'))
step(lambda: o.send('d'))
