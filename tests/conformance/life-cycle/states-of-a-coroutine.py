# ---
# description: The states of a coroutine, from outside and from inside.
# rule: lifecycle/resume
# features: [coroutine, inspect, types-coroutine]
# ---

import types
from inspect import getcoroutinestate as state


@types.coroutine
def pause():
    yield


async def c():
    print(state(me))
    await pause()
    print(state(me))


me = c()
print(state(me))
me.send(None)
print(state(me))
try:
    me.send(None)
except StopIteration:
    print(state(me))
