# ---
# description: await in try, except, else and finally.
# rule: finally/completion
# features: [coroutine, types-coroutine]
# ---

import types


@types.coroutine
def at(place):
    yield place


async def c():
    try:
        await at("try")
    except KeyError:
        await at("except")
    else:
        await at("else")
    finally:
        await at("finally")
    return "end"


for throw in (False, True):
    o = c()
    places = [o.send(None)]
    try:
        if throw:
            places.append(o.throw(KeyError))
        while True:
            places.append(o.send(None))
    except StopIteration as stop:
        print(places, stop.value)
