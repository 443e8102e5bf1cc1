# ---
# description: Tasks copy the context; awaited coroutines share it.
# rule: scheduling/context
# features: [asyncio, contextvars]
# ---

import asyncio
import contextvars

var = contextvars.ContextVar("var", default="unset")


async def change(value):
    old = var.get()
    var.set(value)
    return old


async def main():
    print(await asyncio.gather(change("a"), change("b")), var.get())
    print(await change("c"), var.get())
    task = asyncio.create_task(change("d"))
    var.set("e")
    print(await task, var.get())


asyncio.run(main())
