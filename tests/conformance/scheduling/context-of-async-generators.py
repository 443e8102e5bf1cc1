# ---
# description: An asynchronous generator has no context of its own.
# rule: scheduling/context
# features: [asyncio, contextvars, async-generator]
# min-python: 3.10
# ---

import asyncio
import contextvars

var = contextvars.ContextVar("var", default="unset")


async def a():
    var.set("by the generator")
    yield var.get()
    yield var.get()


async def main():
    agen = a()
    print(await anext(agen), var.get())
    var.set("by the consumer")
    print(await anext(agen))


asyncio.run(main())
