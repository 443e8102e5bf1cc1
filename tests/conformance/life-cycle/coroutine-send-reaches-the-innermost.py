# ---
# description: A value that is sent to the outermost coroutine arrives at the innermost suspension.
# rule: coroutine/send
# features: [coroutine, types-coroutine]
# ---

import types


@types.coroutine
def ask(question):
    return (yield question)


async def one():
    return await ask("one?") + "!"


async def two():
    return [await one(), await ask("two?")]


c = two()
print(c.send(None))
print(c.send("a"))
try:
    c.send("b")
except StopIteration as stop:
    print(stop.value)
