# ---
# description: The first send to a coroutine must send None.
# rule: lifecycle/just-started
# features: [coroutine, messages]
# ---

async def c():
    return "ended"


o = c()
try:
    o.send(1)
except TypeError as error:
    print(error)
try:
    o.send(None)
except StopIteration as stop:
    print(stop.value)
