# ---
# description: A coroutine that awaits after GeneratorExit.
# rule: generator-exit/await
# features: [coroutine, types-coroutine, messages]
# ---

import types


@types.coroutine
def pause():
    yield


async def c():
    while True:
        try:
            await pause()
        except GeneratorExit:
            print("told")


o = c()
o.send(None)
for _ in range(2):
    try:
        o.close()
    except RuntimeError as error:
        print(error)
try:
    o.throw(KeyError)
except KeyError:
    print("ended otherwise")
