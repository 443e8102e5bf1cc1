# ---
# description: A coroutine that awaits itself.
# rule: reentrancy/self-await
# features: [coroutine, messages]
# ---

async def c():
    try:
        await me
    except ValueError as error:
        return str(error)


me = c()
try:
    me.send(None)
except StopIteration as stop:
    print(stop.value)
