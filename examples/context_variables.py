"""Context variables: each task sees its own value, and inherits what was set where it was created."""

import asyncio
import contextvars

request_id = contextvars.ContextVar("request_id", default="none")


def log(text: str) -> None:
    """A plain function deep down that needs no parameter for the request it works for."""
    print(f"[{request_id.get()}] {text}")


async def query() -> None:
    await asyncio.sleep(0)  # other tasks run meanwhile, with other values
    log("query")


async def handle(number: int) -> str:
    token = request_id.set(f"request {number}")
    log("begins")
    await query()  # a coroutine that is awaited runs in the context of its task
    inner = asyncio.create_task(query())  # a new task gets a copy
    await inner
    log("ends")
    request_id.reset(token)
    return request_id.get()


async def change_in_a_task() -> None:
    async def child() -> None:
        request_id.set("changed by the child")
        log("child")

    await asyncio.create_task(child())
    log("the parent sees nothing of it")
    await child()
    log("but an awaited coroutine has no context of its own")


async def main() -> None:
    print(await asyncio.gather(handle(1), handle(2)))
    await change_in_a_task()


asyncio.run(main())
log("after the loop")

# A context can also be made, entered and looked at by hand.
context = contextvars.copy_context()
context.run(request_id.set, "in the copy")
log("outside the copy")
print(context[request_id], "|", dict(context.items()) == {request_id: "in the copy"})
