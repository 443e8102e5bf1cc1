# ---
# description: An asynchronous comprehension suspends the coroutine around it.
# rule: comprehension/async
# features: [async-comprehension, coroutine, types-coroutine]
# ---

import types


@types.coroutine
def ask(n):
    return (yield n)


async def main():
    return [x for n in range(3) if (x := await ask(n))]


c = main()
print(c.send(None), c.send("a"), c.send(""))
try:
    c.send("c")
except StopIteration as stop:
    print(stop.value)
