# ---
# description: After a comprehension, f_locals has the function's captured variable of the same name again, also after the second one.
# rule: versions/inlined-comprehensions
# features: [coroutine, async-generator, types-coroutine, frames]
# ---

import types


@types.coroutine
def pause(where):
    yield where


async def items():
    yield "item"
    await pause("inside")


async def twice(a):
    inner = (a for _ in "x")
    [a async for a in items()]
    await pause("after")
    {7 async for a in items()}
    await pause("after")
    try:
        [missing async for a in items()]
    except NameError:
        await pause("after")
    print(*inner)


coroutine = twice("parameter")
try:
    while True:
        if coroutine.send(None) == "after":
            print(coroutine.cr_frame.f_locals.get("a"))
except StopIteration:
    print("end")
