# ---
# description: cr_await is the driven iterator, and None while the coroutine runs.
# rule: lifecycle/attributes
# features: [coroutine, inspect, types-coroutine]
# ---

import types


@types.coroutine
def pause():
    print("inside", outer_one.cr_await, outer_one.cr_running)
    yield


async def inner():
    await pause()


async def outer():
    await inner_one


inner_one = inner()
outer_one = outer()
print(outer_one.cr_await)
outer_one.send(None)
print(outer_one.cr_await is inner_one, inner_one.cr_await.__name__)
outer_one.close()
print(outer_one.cr_await, inner_one.cr_frame)
