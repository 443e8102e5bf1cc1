# ---
# description: Suspensions in two statements of a coroutine, closed at suspension 1.
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
    got = (await ask(1))
    print('got', got)
    got = (await ask(2))
    print('got', got)
    return 'result'


o = body()
step(lambda: o.send(None))
step(lambda: o.close())
step(lambda: o.send('c'))
step(lambda: o.send('d'))
